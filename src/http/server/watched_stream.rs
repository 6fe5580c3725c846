//! The bytes of a connection on their way, watched; and the answer's body, which tells when it has left.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use hyper::body::{Body, Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{
    capacity::Place,
    idle_timer::{IdleTimer, RunningRequest},
};

/// A stream that is lent to the library, and comes back when the library has dropped its wire.
pub(super) struct Line(Arc<Mutex<TcpStream>>);

/// What the library reads and writes. After an upgrade a socket owns it; the connection counts as open as long as it lives.
pub(super) struct WatchedStream {
    stream: Arc<Mutex<TcpStream>>,
    pulse: Arc<IdleTimer>,
    _open: Arc<Open>,
}

/// What an open connection holds until its last byte.
pub(super) struct Open {
    pub _counted: TaskTrackerToken,
    pub _place: Place,
}

impl Line {
    pub(super) fn of(stream: TcpStream) -> Self {
        Self(Arc::new(Mutex::new(stream)))
    }

    pub(super) fn wire(&self, pulse: &Arc<IdleTimer>, open: Arc<Open>) -> WatchedStream {
        WatchedStream { stream: Arc::clone(&self.0), pulse: Arc::clone(pulse), _open: open }
    }

    /// The stream, unless a socket has it now.
    pub(super) fn back(self) -> Option<TcpStream> {
        Arc::into_inner(self.0).map(|stream| stream.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl WatchedStream {
    fn stream(&self) -> MutexGuard<'_, TcpStream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watched<T>(&self, written: Poll<T>) -> Poll<T> {
        self.pulse.sending(written.is_pending());
        written
    }
}

impl AsyncRead for WatchedStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut *self.stream()).poll_read(cx, buffer))?;
        self.pulse.received(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for WatchedStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.pulse.takes_over(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut *self.stream()).poll_write(cx, bytes);
        self.watched(written)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, pieces: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        if pieces.first().is_some_and(|first| self.pulse.takes_over(first)) {
            return Poll::Ready(Ok(pieces.iter().map(|piece| piece.len()).sum()));
        }
        let written = Pin::new(&mut *self.stream()).poll_write_vectored(cx, pieces);
        self.watched(written)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream()).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.pulse.last_words().is_some() { Poll::Ready(Ok(())) } else { Pin::new(&mut *self.stream()).poll_shutdown(cx) }
    }
}

/// The body of an answer. Its request runs until the body is gone.
pub(super) struct Answer<B> {
    pub body: B,
    /// Held for its end.
    pub _beat: RunningRequest,
}

impl<B: Body + Unpin> Body for Answer<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
