"""A territory's host, with two pages that exist nowhere else: one to attack through, one that says where it is."""

from typing import Any

import psycopg
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from eclore.config.urls import territory
from eclore.kit import jobs
from programs.local.messages.domain.posting import DELIVER
from programs.local.messages.models import Message, MessageState

QUEUED = MessageState.QUEUED

WHERE = "SELECT current_user::text, session_user::text, current_setting('search_path'), current_setting('role')"


@csrf_exempt
def injectable(request: HttpRequest) -> JsonResponse:
    """Whatever was sent is sent on: glued into a statement of the page's own (`title`), or as it is (`sql`)."""
    statement = request.POST.get("sql") or f"SELECT title FROM ideas_idea WHERE title = '{request.POST['title']}'"
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
    except DatabaseError as error:
        connection.rollback_and_continue()
        return JsonResponse(refusal(error), status=409)
    return JsonResponse({"rows": [[str(value) for value in row] for row in rows]})


def refusal(error: DatabaseError) -> dict[str, str]:
    """Who refuses, and by which of PostgreSQL's conditions."""
    cause: Any = error.__cause__
    by = "the cursor" if "may not be sent" in str(error) else "PostgreSQL"
    name = psycopg.errors.lookup(cause.sqlstate).__name__ if cause.sqlstate else type(cause).__name__
    return {"by": by, "refusal": "two statements" if "multiple commands" in str(error) else name, "said": str(error)}


def where(request: HttpRequest) -> JsonResponse:
    """The context this request is behind, from PostgreSQL's mouth and from its rows; `post` leaves a job behind."""
    with connection.cursor() as cursor:
        cursor.execute(WHERE)
        role, login, search_path, current = cursor.fetchone()
        cursor.execute("SELECT to_name FROM local_messages_message WHERE kind = 'witness'")
        witnesses = [name for (name,) in cursor.fetchall()]
    here = {"host": request.get_host().partition(":")[0], "role": role, "login": login, "path": search_path}
    if name := request.GET.get("post"):
        message = Message.objects.create(
            kind="load", to_email=f"{name}@proof.example", to_name=name, subject=name, body=name, state=QUEUED
        )
        jobs.defer(DELIVER, message=str(message.pk))
    return JsonResponse({**here, "current": current, "witnesses": witnesses})


urlpatterns = [path("preuve/injection/", injectable), path("preuve/ou/", where), *territory.urlpatterns]
handler400, handler403 = territory.handler400, territory.handler403
handler404, handler500 = territory.handler404, territory.handler500
