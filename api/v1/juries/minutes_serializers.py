"""Minutes that are frozen: their versions, what each document weighs in SHA-256, who has signed."""

from collections.abc import Iterable

from rest_framework import serializers

from programs.juries.domain.minutes import LONGEST_MOTIVE
from programs.juries.models import AbstractMinutes, AbstractMinutesSignature
from programs.juries.states import SignatoryCapacity, SignatureMeans


class FreezeIn(serializers.Serializer[None]):
    """`motive`: why there is another version, once one was signed."""

    motive = serializers.CharField(max_length=LONGEST_MOTIVE, required=False, allow_blank=True, default="")


class SignIn(serializers.Serializer[None]):
    capacity = serializers.ChoiceField(choices=SignatoryCapacity.choices)


class SignatureOut(serializers.Serializer[Iterable[AbstractMinutesSignature]]):
    """As they were named then; `means`: how they had proved who they are."""

    capacity = serializers.ChoiceField(choices=SignatoryCapacity.choices)
    means = serializers.ChoiceField(choices=SignatureMeans.choices)
    name = serializers.CharField()
    quality = serializers.CharField()
    signed_at = serializers.DateTimeField(source="created_at")


class VersionOut(serializers.Serializer[AbstractMinutes | Iterable[AbstractMinutes]]):
    """The last one stands; `full_sha256` and `redacted_sha256` are of the files at `full/` and `redacted/`."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    frozen_at = serializers.DateTimeField(source="created_at")
    motive = serializers.CharField()
    full_sha256 = serializers.CharField()
    redacted_sha256 = serializers.CharField()
    signatures = SignatureOut(many=True, source="signatures.all")
