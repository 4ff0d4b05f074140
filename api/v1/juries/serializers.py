"""Juries on the wire: the same fields on both hosts, null where one has none; marks of others once revealed."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from api.fields import Line
from programs.joint.juries.queries import ARRIVED, CLOSED, FAILED, WAITING, Delivery, Home
from programs.joint.juries.states import JointVerdict
from programs.juries.domain import waiting_list
from programs.juries.domain.ballots import COMMENT_LENGTH
from programs.juries.juror_pages import CAST, CONFIRMED, DECLINED, DRAFT, NONE, NOTHING, PROPOSED
from programs.juries.models import AbstractAmendment, AbstractCriterion, AbstractDecision, AbstractJury, AbstractRecusal
from programs.juries.quorum import LARGEST
from programs.juries.states import AmendmentAct, JuryState, PassageKind, PassageState
from programs.local.juries.states import JuryKind, Verdict

Row = dict[str, object]  # a payload made by a view

# Which of them fit a passage, its side says.
VERDICTS = list(dict([*Verdict.choices, *JointVerdict.choices]).items())


class MembersField(serializers.IntegerField):
    """How many members of a quality, if any."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST, required=False, **kwargs)


class GroupsOut(serializers.Serializer[AbstractJury]):
    """Of the quorum, how many members of each quality; 0: none is asked for."""

    elected = serializers.IntegerField(source="quorum_elected")
    management = serializers.IntegerField(source="quorum_management")
    field = serializers.IntegerField(source="quorum_field")
    partner = serializers.IntegerField(source="quorum_partner")


class GroupsIn(serializers.Serializer[None]):
    """The same; what is left out is not asked for."""

    elected = MembersField(source="quorum_elected")
    management = MembersField(source="quorum_management")
    field = MembersField(source="quorum_field")
    partner = MembersField(source="quorum_partner")


class JuryOut(serializers.Serializer[AbstractJury]):
    """`edition` and `kind` of a territory's jury; `forum` of a joint one.

    `renewal_places`: how many renewals at most, apart from `places`; null: as many as the jury decides.
    """

    id = serializers.UUIDField()
    edition = serializers.UUIDField(source="edition_id", default=None, allow_null=True)
    kind = serializers.ChoiceField(choices=JuryKind.choices, default=None, allow_null=True)
    forum = serializers.CharField(source="forum.slug", default=None, allow_null=True)
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=JuryState.choices)
    held_on = serializers.DateField()
    place = serializers.CharField()
    quorum = serializers.IntegerField()
    quorum_by_group = GroupsOut(source="*")
    places = serializers.IntegerField(allow_null=True)
    renewal_places = serializers.IntegerField(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    revealed_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class CriterionOut(serializers.Serializer[AbstractCriterion | Iterable[AbstractCriterion]]):
    """`kind`: of the passages that are marked on it; empty: of all."""

    id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]  # what the criterion says, not the serializer
    hint = serializers.CharField()
    weight = serializers.DecimalField(max_digits=4, decimal_places=2)
    kind = serializers.ChoiceField(choices=PassageKind.choices, allow_blank=True)


class JuryDetail(JuryOut):
    """With what is marked."""

    criteria = CriterionOut(many=True, source="criteria.all")


class DeliveryOut(serializers.Serializer[Delivery]):
    """How many territories have received all their decisions."""

    delivered = serializers.IntegerField()
    territories = serializers.IntegerField()


class HomeOut(serializers.Serializer[Home]):
    """A territory as it was named that day; `state`: waiting, failed, arrived, or closed once it is gone.

    `failures` counts attempts; `next_at`: when a failed one is made again, at the latest.
    """

    territory = serializers.CharField(source="name")
    state = serializers.ChoiceField(choices=[WAITING, FAILED, ARRIVED, CLOSED])
    decisions = serializers.IntegerField()
    failures = serializers.IntegerField()
    failed_at = serializers.DateTimeField(allow_null=True)
    next_at = serializers.DateTimeField(allow_null=True)
    arrived_at = serializers.DateTimeField(allow_null=True)


class PublicationOut(serializers.Serializer[Row]):
    jury = JuryOut()
    delivery = DeliveryOut(allow_null=True)


class JuryIn(serializers.Serializer[None]):
    """What a territory composes."""

    edition = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=JuryKind.choices)
    title = Line(max_length=200)
    held_on = serializers.DateField()
    place = Line(max_length=200, required=False, allow_blank=True, default="")
    quorum = serializers.IntegerField(min_value=1, max_value=100, required=False)
    quorum_by_group = GroupsIn(source="*", required=False)
    places = serializers.IntegerField(min_value=1, max_value=500, required=False)
    renewal_places = serializers.IntegerField(min_value=1, max_value=500, required=False, allow_null=True)
    ideas = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)


class Convening(serializers.Serializer[None]):
    """What a forum's jury is convened with."""

    forum = serializers.SlugField()
    title = Line(max_length=200, required=False)
    held_on = serializers.DateField(required=False)
    place = Line(max_length=200, required=False)
    quorum = serializers.IntegerField(min_value=1, max_value=100, required=False)
    quorum_by_group = GroupsIn(source="*", required=False)
    places = serializers.IntegerField(min_value=1, max_value=500, required=False)


class PassageOut(serializers.Serializer[Row | list[Row]]):
    """`position` counts from 1; `verdict` is null until it is published, or for whoever may not decide.

    `ballot`, `recusal`, `recusal_id` and `may_mark` are the caller's own; `paper`: their ballot was typed from a sheet.
    """

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=PassageKind.choices)
    state = serializers.ChoiceField(choices=PassageState.choices)
    position = serializers.IntegerField()
    title = serializers.CharField()
    territory = serializers.CharField(source="origin", default=None, allow_null=True)
    idea = serializers.UUIDField(source="idea_id", default=None, allow_null=True)
    project_id = serializers.UUIDField(default=None, allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    verdict = serializers.ChoiceField(choices=VERDICTS, allow_null=True)
    ballot = serializers.ChoiceField(choices=[NOTHING, DRAFT, CAST])
    paper = serializers.BooleanField()
    recusal = serializers.ChoiceField(choices=[NONE, PROPOSED, DECLINED, CONFIRMED])
    recusal_id = serializers.UUIDField(allow_null=True)
    may_mark = serializers.BooleanField()


class PassageIn(serializers.Serializer[None]):
    idea = serializers.UUIDField()


class MarkField(serializers.DictField):
    """{criterion: 1 to 5}."""

    child = serializers.IntegerField(min_value=1, max_value=5)


class BallotIn(serializers.Serializer[None]):
    """Without `cast`, marks are kept and do not count yet."""

    marks = MarkField()
    comment = serializers.CharField(
        max_length=COMMENT_LENGTH, required=False, allow_blank=True, default="", trim_whitespace=False
    )
    cast = serializers.BooleanField(required=False, default=True)


class BallotOut(serializers.Serializer[Row]):
    """One's own ballot; `cast_at` is null until it is validated. `paper`: typed from the member's own sheet."""

    passage = serializers.UUIDField()
    marks = MarkField()
    comment = serializers.CharField()
    cast = serializers.BooleanField()
    cast_at = serializers.DateTimeField(allow_null=True)
    paper = serializers.BooleanField()


class RecusalIn(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ProposalIn(RecusalIn):
    seat = serializers.UUIDField()
    passage = serializers.UUIDField()


class RecusalOut(serializers.Serializer[AbstractRecusal]):
    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id")
    seat = serializers.UUIDField(source="seat_id")
    reason = serializers.CharField()
    proposed = serializers.BooleanField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    declined_at = serializers.DateTimeField(allow_null=True)


class DecisionIn(serializers.Serializer[None]):
    verdict = serializers.ChoiceField(choices=VERDICTS)
    motivation = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")
    phase = serializers.CharField(max_length=24, required=False, allow_blank=True, default="")
    weeks = serializers.IntegerField(min_value=1, max_value=104, required=False, allow_null=True)
    days_per_week = serializers.DecimalField(
        max_digits=2, decimal_places=1, min_value=0, max_value=5, required=False, allow_null=True
    )
    means = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    conditions = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    next_on = serializers.DateField(required=False, allow_null=True)
    waiting_rank = serializers.IntegerField(min_value=1, max_value=waiting_list.MOST, required=False, allow_null=True)


class SettledIn(DecisionIn):
    passage = serializers.UUIDField()


class DecisionsIn(serializers.Serializer[None]):
    decisions = serializers.ListField(child=SettledIn(), min_length=1, max_length=100)


class DecisionOut(serializers.Serializer[AbstractDecision | list[AbstractDecision]]):
    """`delivered_at`: when the territory received it, for a joint jury."""

    passage = serializers.UUIDField(source="passage_id")
    verdict = serializers.ChoiceField(choices=VERDICTS)
    motivation = serializers.CharField()
    phase = serializers.CharField()
    weeks = serializers.IntegerField(allow_null=True)
    days_per_week = serializers.DecimalField(max_digits=2, decimal_places=1, allow_null=True)
    means = serializers.CharField()
    conditions = serializers.CharField()
    next_on = serializers.DateField(allow_null=True)
    waiting_rank = serializers.IntegerField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(default=None, allow_null=True)


class RankOut(serializers.Serializer[list[Row]]):
    """`mean` and the means by criterion are rounded to two decimals; equals of a `kind` share a rank, selections and
    renewals never. `paper`: of its ballots.
    """

    rank = serializers.IntegerField(allow_null=True)
    passage = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=PassageKind.choices)
    title = serializers.CharField()
    mean = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)
    ballots = serializers.IntegerField()
    paper = serializers.IntegerField()
    expected = serializers.IntegerField()
    criteria = serializers.DictField(child=serializers.DecimalField(max_digits=4, decimal_places=2))
    verdict = serializers.ChoiceField(choices=VERDICTS, allow_null=True)


class AmendmentIn(serializers.Serializer[None]):
    """`passage`: the dossier that is corrected; without it, the session."""

    passage = serializers.UUIDField(required=False, allow_null=True, default=None)
    correction = serializers.CharField(max_length=2000)
    reason = serializers.CharField(max_length=2000)


class AmendmentOut(serializers.Serializer[AbstractAmendment | Iterable[AbstractAmendment]]):
    """`act`: what it does, a place given back or a promotion from the waiting list; empty: it corrects."""

    id = serializers.UUIDField()
    passage = serializers.UUIDField(source="passage_id", allow_null=True)
    correction = serializers.CharField()
    reason = serializers.CharField()
    act = serializers.ChoiceField(choices=AmendmentAct.choices, allow_blank=True)
    created_at = serializers.DateTimeField()
