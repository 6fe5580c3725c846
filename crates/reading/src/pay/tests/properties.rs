//! Properties of pay.
