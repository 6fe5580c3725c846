//! What wraps every route: request ids, security headers, and the list of sites whose pages may call.

mod cors;
mod headers;
mod request_id;

pub(super) use self::{
    cors::{Cors, is_foreign},
    headers::Headers,
    request_id::{RequestId, RequestIds},
};
