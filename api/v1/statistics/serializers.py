"""The statistics on the wire."""

from rest_framework import serializers


class SeasonOut(serializers.Serializer[None]):
    """`auditioned` were heard by a jury, of the territory or of a forum."""

    territory = serializers.CharField(help_text="The territory's slug.")
    programme = serializers.CharField()
    edition = serializers.IntegerField(help_text="The edition's number.")
    submitted = serializers.IntegerField()
    auditioned = serializers.IntegerField()
    laureates = serializers.IntegerField()


class MeetingOut(serializers.Serializer[None]):
    """`presented` passed before the jury; `selected` are published decisions."""

    name = serializers.CharField()
    date = serializers.DateField()
    territories = serializers.IntegerField(help_text="How many territories took part.")
    presented = serializers.IntegerField()
    selected = serializers.IntegerField()


class InvestigationsOut(serializers.Serializer[None]):
    """Investigations that began on the same day; `inconclusive`: a committee said so, before any construction."""

    start = serializers.DateField()
    started = serializers.IntegerField()
    inconclusive = serializers.IntegerField()
    reached_construction = serializers.IntegerField()


class StatisticsOut(serializers.Serializer[dict[str, list[dict[str, object]]]]):
    editions = SeasonOut(many=True)
    forums = MeetingOut(many=True)
    investigations = InvestigationsOut(many=True)
