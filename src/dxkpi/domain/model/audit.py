"""The actions that the audit log records, and their names. Every workflow that writes records one of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from dxkpi.locale import N_


class AuditAction(StrEnum):
    """An action that the audit log records."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    COMMENT = "comment"
    READ_ORIGINAL = "read_original"
    SIGN_IN = "sign_in"
    FAIL_TO_SIGN_IN = "fail_to_sign_in"
    SIGN_OUT = "sign_out"
    SIGN_OUT_EVERYWHERE = "sign_out_everywhere"
    ADD_ACCOUNT = "add_account"
    SET_ROLE = "set_role"
    SET_IDENTITY = "set_identity"
    SET_PASSWORD = "set_password"
    ENABLE_ACCOUNT = "enable_account"
    DISABLE_ACCOUNT = "disable_account"
    SET_WINDOW = "set_window"
    EXTEND = "extend"
    SET_TARGET = "set_target"
    REMOVE_TARGET = "remove_target"
    CHANGE_BOUNDARIES = "change_boundaries"


WORDS: Mapping[AuditAction, str] = MappingProxyType(
    {
        AuditAction.SUBMIT: N_("submitted figures"),
        AuditAction.APPROVE: N_("approved a submission"),
        AuditAction.RETURN: N_("returned a submission"),
        AuditAction.WITHDRAW: N_("withdrew a submission"),
        AuditAction.COMMENT: N_("commented on a submission"),
        AuditAction.READ_ORIGINAL: N_("downloaded a submitted file"),
        AuditAction.SIGN_IN: N_("signed in"),
        AuditAction.FAIL_TO_SIGN_IN: N_("failed to sign in"),
        AuditAction.SIGN_OUT: N_("signed out"),
        AuditAction.SIGN_OUT_EVERYWHERE: N_("signed out everywhere"),
        AuditAction.ADD_ACCOUNT: N_("added an account"),
        AuditAction.SET_ROLE: N_("changed the role of an account"),
        AuditAction.SET_IDENTITY: N_("changed the identity of an account"),
        AuditAction.SET_PASSWORD: N_("changed a password"),
        AuditAction.ENABLE_ACCOUNT: N_("enabled an account"),
        AuditAction.DISABLE_ACCOUNT: N_("disabled an account"),
        AuditAction.SET_WINDOW: N_("set when a period opens and closes"),
        AuditAction.EXTEND: N_("extended a deadline for a locality"),
        AuditAction.SET_TARGET: N_("set a target"),
        AuditAction.REMOVE_TARGET: N_("removed a target"),
        AuditAction.CHANGE_BOUNDARIES: N_("loaded a boundary change"),
    }
)
