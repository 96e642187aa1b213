//! Roster core.
