using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>
/// Sends messages over one session. <see cref="MailSender"/> does it over a network; a fake for tests implements <see cref="IsOpen"/> and
/// the three methods. <see cref="MailSenderExtensions"/> has the other ways to call <c>SendAsync</c>, each of which calls the one here.
/// One caller at a time.
/// </summary>
public interface IMailSender : IAsyncDisposable
{
    /// <summary>The extensions that the server lists (RFC 5321 section 4.1.1.1); none unless the implementation says otherwise.</summary>
    ServerCapabilities Capabilities => ServerCapabilities.None;

    /// <summary>Whether another message can be sent: nothing has ended the session.</summary>
    bool IsOpen { get; }

    /// <summary>Sends a message in one mail transaction (RFC 5321 section 3.3).</summary>
    /// <param name="envelope">From whom it comes and to whom it goes (RFC 5321 section 2.3.1).</param>
    /// <param name="content">
    /// Header fields and body (RFC 5322 section 2.1), from the stream's position to its end. Every line end becomes CRLF (RFC 5321 section
    /// 2.3.8), except in content that holds NULs, which is sent as it is (BINARYMIME, RFC 3030). It is read twice, so that what cannot
    /// seek is kept in a temporary file meanwhile. It is not disposed.
    /// </param>
    /// <param name="progress">Is told how many octets of the content have been sent; null: nobody is.</param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">
    /// The session was over before: it has ended or failed, a wait in it was cancelled, or the sender is disposed.
    /// <see cref="Exception.InnerException"/> is what ended it, where that was an exception.
    /// </exception>
    /// <exception cref="ArgumentNullException">The envelope or the content is null.</exception>
    /// <exception cref="ArgumentException">The envelope names no recipient, or a sender that no command can carry.</exception>
    /// <exception cref="IOException">The content cannot be read, before anything is sent.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    ValueTask<MailSendResult> SendAsync(
        MailEnvelope envelope, Stream content, IProgress<MailSendProgress>? progress, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says good-bye (QUIT, RFC 5321 section 4.1.1.10); does nothing where the session is over. How the server takes it changes nothing,
    /// so that no answer, failure or cancellation is thrown: a <c>finally</c> that calls it shows the exception that was thrown before.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait for the answer.</param>
    ValueTask QuitAsync(CancellationToken cancellationToken = default);
}
