//! Middleware of all routes: request ids, client address, security headers, host names, CORS, entity tags,
//! compression.

mod caller;
mod compress;
mod cors;
mod etag;
mod head;
mod headers;
mod hosts;
mod measure;
mod request_id;
mod vary;

pub(super) use self::{
    caller::{Caller, Callers},
    compress::Compress,
    cors::{Cors, is_foreign},
    etag::ETags,
    head::{HEAD_TOO_LARGE, HeaderLimits, URL_TOO_LONG},
    headers::{Headers, security_headers},
    hosts::Hosts,
    measure::Measure,
    request_id::{RequestId, RequestIds, echo},
    vary::depends_on,
};
