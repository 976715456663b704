"""Rasa custom actions, thin: tracker -> advising -> reply blocks. `rasa run actions` finds them here."""

from actions.answer import ActionAnswer, ActionTakeUp
from actions.recommendation import (
    ASKING,
    ActionExplainQuestion,
    ActionLeaveRecommendation,
    ActionRecommend,
    ValidateRecommendationForm,
)

ACTIONS = (
    ActionAnswer,
    ActionTakeUp,
    ActionRecommend,
    ActionLeaveRecommendation,
    ActionExplainQuestion,
    ValidateRecommendationForm,
    *ASKING,
)

__all__ = ["ACTIONS"]
