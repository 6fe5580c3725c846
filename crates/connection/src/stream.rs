//! The observed stream of a connection: hyper owns it while it serves; then the caller gets it back to close it.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::ConnectionState;

/// A stream that is lent to hyper as a [`WatchedStream`] and can be taken back when hyper has dropped it.
pub struct SharedStream<S>(Arc<Mutex<S>>);

/// The stream that hyper reads and writes. After an upgrade the WebSocket owns it; `guard` is held as long as it lives.
pub struct WatchedStream<S, G> {
    stream: Arc<Mutex<S>>,
    state: Arc<ConnectionState>,
    _guard: G,
}

impl<S> SharedStream<S> {
    /// Shares a stream.
    pub fn new(stream: S) -> Self {
        Self(Arc::new(Mutex::new(stream)))
    }

    /// Lends the stream: it reports to `state` and holds `guard` until it is dropped.
    pub fn watched<G>(&self, state: &Arc<ConnectionState>, guard: G) -> WatchedStream<S, G> {
        WatchedStream {
            stream: Arc::clone(&self.0),
            state: Arc::clone(state),
            _guard: guard,
        }
    }

    /// The stream, unless a WebSocket owns it.
    pub fn into_inner(self) -> Option<S> {
        Arc::into_inner(self.0)
            .map(|stream| stream.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<S, G> WatchedStream<S, G> {
    fn stream(&self) -> MutexGuard<'_, S> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn report<T>(&self, written: Poll<T>) -> Poll<T> {
        self.state.write_was_pending(written.is_pending());
        written
    }
}

impl<S: AsyncRead + Unpin, G: Unpin> AsyncRead for WatchedStream<S, G> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut *self.stream()).poll_read(cx, buffer))?;
        self.state
            .received(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

/// Bytes that hyper writes for a head that it cannot parse are discarded, because the caller answers instead.
impl<S: AsyncWrite + Unpin, G: Unpin> AsyncWrite for WatchedStream<S, G> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.state.replaces(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut *self.stream()).poll_write(cx, bytes);
        self.report(written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if slices
            .first()
            .is_some_and(|first| self.state.replaces(first))
        {
            return Poll::Ready(Ok(slices.iter().map(|slice| slice.len()).sum()));
        }
        let written = Pin::new(&mut *self.stream()).poll_write_vectored(cx, slices);
        self.report(written)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream()).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.state.final_status().is_some() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut *self.stream()).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http::StatusCode;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::SharedStream;
    use crate::ConnectionState;

    #[tokio::test]
    async fn a_bare_status_of_the_library_is_not_sent() {
        let (mut client, server) = duplex(1_024);
        let (state, shared) = (ConnectionState::new(), SharedStream::new(server));
        let mut watched = shared.watched(&state, ());
        client.write_all(b"nonsense\r\n\r\n").await.unwrap();
        watched.read_u8().await.unwrap();
        watched
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        watched.shutdown().await.unwrap();
        assert_eq!(state.final_status(), Some(StatusCode::BAD_REQUEST));
        drop(watched);
        let mut stream = shared.into_inner().expect("hyper has dropped its half");
        stream.write_all(b"ours").await.unwrap();
        drop(stream);
        let mut received = Vec::new();
        client.read_to_end(&mut received).await.unwrap();
        assert_eq!(received, b"ours");
    }

    #[tokio::test]
    async fn the_stream_stays_with_a_websocket_that_owns_it() {
        let (_client, server) = duplex(64);
        let shared = SharedStream::new(server);
        let guard = Arc::new(());
        let watched = shared.watched(&ConnectionState::new(), Arc::clone(&guard));
        assert!(shared.into_inner().is_none());
        assert_eq!(Arc::strong_count(&guard), 2, "the guard is held");
        drop(watched);
        assert_eq!(Arc::strong_count(&guard), 1);
    }
}
