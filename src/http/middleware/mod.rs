//! What wraps every route: request ids, who calls, security headers, the list of sites whose pages may call, the length of URLs.

mod caller;
mod cors;
mod headers;
mod request_id;
mod url;

pub(super) use self::{
    caller::{Caller, Callers},
    cors::{Cors, is_foreign},
    headers::{Headers, fence},
    request_id::{RequestId, RequestIds, echo},
    url::{URL_TOO_LONG, Urls},
};
