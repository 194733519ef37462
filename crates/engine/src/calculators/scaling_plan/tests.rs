//! Plans that can be checked by hand.
