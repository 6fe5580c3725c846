//! Values that cannot be wrong, tried with values that are.
