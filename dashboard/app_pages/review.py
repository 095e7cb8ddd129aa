"""Duyệt: the queue, the chosen submission next to the approved figures, and the decision."""

import streamlit as st

import page_state
from dxkpi.workflows.review import queue as review_queue
from dxkpi.workflows.review import review as reviews
from page_content import show_html
from parts import submission
from review import decision

workspace, language = page_state.workspace(), page_state.language()
by = page_state.actor()

decision.show_outcome()
decision.beyond()
queue = review_queue.queue(workspace, by=by)
if not queue:
    show_html(submission.empty(language))
    st.stop()

list_of_waiting, chosen = st.columns([2, 5], gap="large")
with list_of_waiting:
    number = decision.choose(queue)
with chosen:
    review = reviews.look_at(workspace, number, by=by)
    decision.show(review)
    decision.write(review)
    decision.decide(review)
