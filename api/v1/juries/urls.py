"""Addresses of this resource: the same on both kinds of host, where four of them answer a verb of their own.

Only joint decisions go home.
"""

from django.urls import URLPattern, path

from api.v1.juries.views import (
    conflicts,
    criteria,
    deliberation,
    deliveries,
    differences,
    late_ballots,
    members,
    minutes,
    passages,
    presidency,
    reminders,
    sessions,
)

JURY = "juries/<uuid:pk>/"
SEAT = f"{JURY}seats/<uuid:seat>/"
PASSAGE = f"{JURY}passages/<uuid:passage>/"
RECUSAL = f"{JURY}recusals/<uuid:recusal>/"
LATE = f"{JURY}late-ballots/<uuid:late>/"
VOTES = f"{PASSAGE}votes/"
MINUTES = f"{JURY}minutes/"
VERSION = f"{MINUTES}<uuid:version>/"

_SHARED: list[URLPattern] = [
    path(JURY, sessions.read, name="api-jury"),
    path(f"{JURY}open/", sessions.open_session, name="api-jury-open"),
    path(f"{JURY}unopen/", sessions.unopen_session, name="api-jury-unopen"),
    path(f"{JURY}cancel/", sessions.cancel, name="api-jury-cancel"),
    path(f"{JURY}deliberate/", sessions.deliberate, name="api-jury-deliberate"),
    path(f"{JURY}resume/", sessions.resume, name="api-jury-resume"),
    path(f"{JURY}reveal/", sessions.reveal, name="api-jury-reveal"),
    path(f"{JURY}publish/", sessions.publish, name="api-jury-publish"),
    path(f"{JURY}ranking/", sessions.RankingPages.as_view(), name="api-jury-ranking"),
    path(f"{JURY}decisions/", sessions.Decisions.as_view(), name="api-jury-decisions"),
    path(f"{JURY}decisions/together/", sessions.DecisionsTogether.as_view(), name="api-jury-decisions-together"),
    path(f"{JURY}amendments/", sessions.Amendments.as_view(), name="api-jury-amendments"),
    path(SEAT, members.OneSeat.as_view(), name="api-jury-seat"),
    path(f"{SEAT}hours/", members.hours, name="api-jury-hours"),
    path(f"{SEAT}quality/", members.quality, name="api-jury-quality"),
    path(f"{SEAT}preside/", members.hand_over, name="api-jury-preside"),
    path(f"{SEAT}entry-card/", members.take_back, name="api-jury-entry-card"),
    path(f"{SEAT}entry-card/free/", members.free, name="api-jury-entry-card-free"),
    path(f"{JURY}entry-cards/", members.EntryCards.as_view(), name="api-jury-entry-cards"),
    path(f"{JURY}pin/", members.Pin.as_view(), name="api-jury-pin"),
    path(f"{JURY}criteria/", criteria.Criteria.as_view(), name="api-jury-criteria"),
    path(f"{JURY}conflicts/", conflicts.Conflicts.as_view(), name="api-jury-conflicts"),
    path(f"{JURY}reminders/", reminders.Reminders.as_view(), name="api-jury-reminders"),
    path(f"{JURY}recusals/", members.propose, name="api-jury-recusals"),
    path(f"{RECUSAL}undo/", conflicts.undo, name="api-jury-recusal-undo"),
    path(f"{RECUSAL}confirm/", members.confirm, name="api-jury-recusal-confirm"),
    path(f"{RECUSAL}decline/", members.decline, name="api-jury-recusal-decline"),
    path(f"{JURY}late-ballots/", late_ballots.LateBallots.as_view(), name="api-jury-late-ballots"),
    path(f"{LATE}count/", late_ballots.count, name="api-jury-late-ballot-count"),
    path(f"{LATE}set-aside/", late_ballots.set_aside, name="api-jury-late-ballot-set-aside"),
    path(f"{JURY}presidency/", presidency.read, name="api-jury-presidency"),
    path(f"{PASSAGE}presidency/", presidency.PassagePresidency.as_view(), name="api-jury-passage-presidency"),
    path(VOTES, deliberation.Votes.as_view(), name="api-jury-votes"),
    path(f"{VOTES}<uuid:vote>/", deliberation.OneVote.as_view(), name="api-jury-vote"),
    path(f"{JURY}opinions/", deliberation.Opinions.as_view(), name="api-jury-opinions"),
    path(f"{PASSAGE}opinion/", deliberation.OwnOpinion.as_view(), name="api-jury-opinion"),
    path(MINUTES, minutes.Versions.as_view(), name="api-jury-minutes"),
    path(VERSION, minutes.read, name="api-jury-version"),
    path(f"{VERSION}full/", minutes.full, name="api-jury-version-full"),
    path(f"{VERSION}redacted/", minutes.redacted, name="api-jury-version-redacted"),
    path(f"{VERSION}sign/", minutes.sign, name="api-jury-version-sign"),
    path(f"{PASSAGE}files/<uuid:file>/", passages.download, name="api-jury-file"),
    path(f"{PASSAGE}open/", passages.begin, name="api-jury-passage-open"),
    path(f"{PASSAGE}close/", passages.finish, name="api-jury-passage-close"),
    path(f"{PASSAGE}ballot/", passages.OwnBallot.as_view(), name="api-jury-ballot"),
    path(f"{PASSAGE}recusal/", members.recuse, name="api-jury-recuse"),
    path(f"{PASSAGE}decision/", passages.Decision.as_view(), name="api-jury-decision"),
]

local: list[URLPattern] = [
    path("juries/", differences.LocalJuries.as_view(), name="api-juries"),
    path(f"{JURY}seats/", differences.LocalSeats.as_view(), name="api-jury-seats"),
    path(f"{JURY}passages/", differences.LocalPassages.as_view(), name="api-jury-passages"),
    path(PASSAGE, differences.LocalPassage.as_view(), name="api-jury-passage"),
    *_SHARED,
]

joint: list[URLPattern] = [
    path("juries/", differences.JointJuries.as_view(), name="api-juries"),
    path(f"{JURY}seats/", differences.JointSeats.as_view(), name="api-jury-seats"),
    path(f"{JURY}passages/", passages.Passages.as_view(), name="api-jury-passages"),
    path(PASSAGE, passages.OnePassage.as_view(), name="api-jury-passage"),
    path(f"{JURY}delivery/", deliveries.Homes.as_view(), name="api-jury-delivery"),
    path(f"{JURY}delivery/retry/", deliveries.retry, name="api-jury-delivery-retry"),
    *_SHARED,
]
