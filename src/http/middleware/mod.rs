//! What wraps every route: request ids, security headers, tags of what may be kept, and the list of sites whose pages may call.

mod cors;
mod etag;
mod headers;
mod request_id;

pub(super) use self::{
    cors::{Cors, is_foreign},
    etag::ETags,
    headers::Headers,
    request_id::{RequestId, RequestIds},
};
