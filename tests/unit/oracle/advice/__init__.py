"""The oracle of the advice: docs/decisions/0007-advice.md followed word for word, slowly, without a look at the engine.

Nothing here imports or imitates `advising.options`, `ranking`, `asking`, `repair` or `counterfactual`. Everything is
enumerated: every completion, every part of the stated constraints, every change and every two changes.

Where the decision can be read in two ways, this is how it is read here:

- Possible answers (`field`, figures, kinds) come from every row of the catalogue, also from the programme that others
  should be like: a change may drop the wish to be like it, and a figure too many changes no first place.
- `100 x smaller // larger` of two figures that are both 0 is 100: they are the same.
- A programme to be like that the catalogue does not hold leaves likeness not recorded for all (40).
- A level's steps are read from whole words: "undergraduate" is no "graduate".
- A part of the likeness that one of both has no value for (no school, say) is not recorded for both.
- A raise is "above another in every number" when it is above it in each of them, so ($900, 4 h) stays beside ($300, 4 h).
- An answer that is dropped or changed to what it is already is no change.
- What does not matter is said of slots with several possible answers; what can only be dropped has none.
"""
