"""The layout `form_ii06a`: form II.06a/VPCP/KSTT as offices fill it in."""
