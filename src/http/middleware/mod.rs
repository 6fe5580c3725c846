//! What wraps every route: request ids, who calls, security headers, the list of sites whose pages may call, tags of what may be
//! kept, compression.

mod caller;
mod compress;
mod cors;
mod etag;
mod headers;
mod measure;
mod request_id;
mod url;
mod vary;

pub(super) use self::{
    caller::{Caller, Callers},
    compress::Compress,
    cors::{Cors, is_foreign},
    etag::ETags,
    headers::{Headers, fence},
    measure::Measure,
    request_id::{RequestId, RequestIds, echo},
    url::{URL_TOO_LONG, Urls},
    vary::depends_on,
};
