"""The tables of the knowledge base (SQLAlchemy 2.0 typed models); `migrations/` creates them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
ID = String(120)


class Base(DeclarativeBase):
    """Common metadata, with constraint names that migrations can rely on."""

    metadata = MetaData(naming_convention=NAMES)


class Source(Base):
    """Where claims were read."""

    __tablename__ = "source"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    publisher: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20))
    url: Mapped[str] = mapped_column(Text)
    published_on: Mapped[str] = mapped_column(String(10), default="")
    published_about: Mapped[str] = mapped_column(Text, default="")
    seen_on: Mapped[str] = mapped_column(String(10))


class Subject(Base):
    """Anything that claims are about; programmes, institutions and credential types have a row of their own too."""

    __tablename__ = "subject"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(Text)
    short: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(Integer)
    aliases: Mapped[list[Alias]] = relationship(back_populates="subject", order_by="Alias.position")


class Alias(Base):
    """Another way to name a subject; `folded` is what look-ups compare."""

    __tablename__ = "alias"
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
    subject: Mapped[Subject] = relationship(back_populates="aliases")


class CredentialType(Base):
    """A kind of credential: MicroMasters, Professional Certificate, master's degree."""

    __tablename__ = "credential_type"
    id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    summary: Mapped[str] = mapped_column(Text, default="")


class Institution(Base):
    """A school or company that offers programmes or accepts credit."""

    __tablename__ = "institution"
    id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), default="")


class Programme(Base):
    """A programme; its facts are claims."""

    __tablename__ = "programme"
    id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    credential_type_id: Mapped[str] = mapped_column(ForeignKey("credential_type.id"), index=True)
    platform_id: Mapped[str] = mapped_column(ForeignKey("subject.id"))


class ProgrammeInstitution(Base):
    """Who offers a programme, in order."""

    __tablename__ = "programme_institution"
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"), index=True)


class ProgrammeField(Base):
    """The fields a programme belongs to, the main one first."""

    __tablename__ = "programme_field"
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    field_id: Mapped[str] = mapped_column(ForeignKey("subject.id"), index=True)


class Course(Base):
    """A course of a programme, at its place in the list."""

    __tablename__ = "course"
    id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programme.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)


class Predicate(Base):
    """A kind of statement; `asks` are ways learners ask for it."""

    __tablename__ = "predicate"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    topic: Mapped[str] = mapped_column(String(30), index=True)
    label: Mapped[str] = mapped_column(Text)
    single: Mapped[bool] = mapped_column(Boolean)
    lifetime_days: Mapped[int] = mapped_column(Integer)
    template: Mapped[str] = mapped_column(Text, default="")
    asks: Mapped[list[str]] = mapped_column(JSON)


class Claim(Base):
    """One dated, sourced statement; `value` is a number, a [min, max] pair or text."""

    __tablename__ = "claim"
    id: Mapped[str] = mapped_column(String(240), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id"))
    predicate_id: Mapped[str] = mapped_column(ForeignKey("predicate.id"))
    topic: Mapped[str] = mapped_column(String(30), index=True)
    value: Mapped[Any] = mapped_column(JSON)
    unit: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str] = mapped_column(Text, default="")
    says: Mapped[str] = mapped_column(Text, default="")
    cell: Mapped[str] = mapped_column(Text, default="")
    estimate: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="recorded")
    evidence: Mapped[str] = mapped_column(String(10))
    rank: Mapped[int] = mapped_column(Integer, default=2)
    note: Mapped[str] = mapped_column(Text, default="")
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"), index=True)

    __table_args__ = (Index("ix_claim_subject_predicate", "subject_id", "predicate_id"),)


class Pathway(Base):
    """A credential that counts toward a degree; stated by one claim, under conditions."""

    __tablename__ = "pathway"
    id: Mapped[str] = mapped_column(String(240), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"), index=True)
    programme_named: Mapped[str] = mapped_column(Text, default="")
    institution_id: Mapped[str] = mapped_column(ForeignKey("institution.id"), index=True)
    degree: Mapped[str] = mapped_column(Text)
    credits_value: Mapped[float | None] = mapped_column(Float)
    credits_unit: Mapped[str] = mapped_column(String(20), default="")
    degree_credits: Mapped[float | None] = mapped_column(Float)
    share: Mapped[str] = mapped_column(Text, default="")
    conditions_recorded: Mapped[bool] = mapped_column(Boolean)
    claim_id: Mapped[str] = mapped_column(ForeignKey("claim.id"))


class PathwayCondition(Base):
    """One typed condition of a pathway."""

    __tablename__ = "pathway_condition"
    pathway_id: Mapped[str] = mapped_column(ForeignKey("pathway.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    says: Mapped[str] = mapped_column(Text)


class Comparison(Base):
    """A reviewed comparison of kinds of credential."""

    __tablename__ = "comparison"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text)
    subjects: Mapped[list[str]] = mapped_column(JSON)


class ComparisonCell(Base):
    """One claim in one cell of a comparison; a cell without rows is "not recorded"."""

    __tablename__ = "comparison_cell"
    comparison_id: Mapped[str] = mapped_column(ForeignKey("comparison.id"), primary_key=True)
    row: Mapped[int] = mapped_column(Integer, primary_key=True)
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claim.id"))
    text: Mapped[str] = mapped_column(Text, default="")


class Argument(Base):
    """One claim for or against a subject being worth it, or one sentence on what it depends on."""

    __tablename__ = "argument"
    subject_id: Mapped[str] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    side: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    claim_id: Mapped[str | None] = mapped_column(ForeignKey("claim.id"))
    text: Mapped[str] = mapped_column(Text, default="")


class Remark(Base):
    """Something the bot says that states no fact: small talk, a way of declining."""

    __tablename__ = "remark"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    topic: Mapped[str] = mapped_column(String(30), index=True)
    says: Mapped[str] = mapped_column(Text)
    asks: Mapped[list[str]] = mapped_column(JSON)
    is_default: Mapped[bool] = mapped_column(Boolean)


class Unheld(Base):
    """A school or course provider that nothing is recorded about, with the ways to name it."""

    __tablename__ = "unheld"
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    aliases: Mapped[list[str]] = mapped_column(JSON)


class KnowledgeVersion(Base):
    """The one row that says which catalogue is loaded: a digest of its content."""

    __tablename__ = "knowledge_version"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[str] = mapped_column(String(32))
