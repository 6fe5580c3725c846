//! What wraps every route: request ids, who calls, security headers, the list of sites whose pages may call, compression.

mod caller;
mod compress;
mod cors;
mod headers;
mod request_id;
mod url;
mod vary;

pub(super) use self::{
    caller::{Caller, Callers},
    compress::Compress,
    cors::{Cors, is_foreign},
    headers::{Headers, fence},
    request_id::{RequestId, RequestIds, echo},
    url::{URL_TOO_LONG, Urls},
    vary::DependsOn,
};
