"""What learners say of answers: whether one helped, and why not."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feedback',
    sa.Column('conversation_id', sa.String(length=32), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('helpful', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=True),
    sa.Column('at', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id', 'seq'], ['message.conversation_id', 'message.seq'], name=op.f('fk_feedback_conversation_id_seq_message')),
    sa.PrimaryKeyConstraint('conversation_id', 'seq', name=op.f('pk_feedback'))
    )


def downgrade() -> None:
    op.drop_table('feedback')
