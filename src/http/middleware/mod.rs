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
    cors::Cors,
    etag::ETags,
    head::{HEAD_TOO_LARGE, HeaderLimits, URL_TOO_LONG},
    headers::{Headers, security_headers},
    hosts::Hosts,
    measure::Measure,
    request_id::{RequestIds, echo},
    vary::depends_on,
};
pub(crate) use self::{cors::is_foreign, request_id::RequestId};
