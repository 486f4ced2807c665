using System.Runtime.InteropServices;
using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>Other ways to send a message.</summary>
public static class MailSenderExtensions
{
    /// <summary>Sends a message.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="envelope">From whom it comes and to whom it goes (RFC 5321 section 2.3.1).</param>
    /// <param name="content">
    /// Header fields and body (RFC 5322 section 2.1), from the stream's position to its end, as in
    /// <see cref="IMailSender.SendAsync(MailEnvelope, Stream, IProgress{MailSendProgress}, CancellationToken)"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IMailSender.IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">The session was over before; <see cref="Exception.InnerException"/> is what ended it.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The envelope names no recipient, or a sender that no command can carry.</exception>
    /// <exception cref="IOException">The content cannot be read, before anything is sent.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ValueTask<MailSendResult> SendAsync(
        this IMailSender sender, MailEnvelope envelope, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return sender.SendAsync(envelope, content, progress: null, cancellationToken);
    }

    /// <summary>Sends a message that is in memory.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="envelope">From whom it comes and to whom it goes (RFC 5321 section 2.3.1).</param>
    /// <param name="content">
    /// Header fields and body (RFC 5322 section 2.1). Every line end becomes CRLF (RFC 5321 section 2.3.8), except in content that holds
    /// NULs, which is sent as it is (BINARYMIME, RFC 3030).
    /// </param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IMailSender.IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">The session was over before; <see cref="Exception.InnerException"/> is what ended it.</exception>
    /// <exception cref="ArgumentNullException">The sender or the envelope is null.</exception>
    /// <exception cref="ArgumentException">The envelope names no recipient, or a sender that no command can carry.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ValueTask<MailSendResult> SendAsync(
        this IMailSender sender, MailEnvelope envelope, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        => SendAsync(sender, envelope, content, progress: null, cancellationToken);

    /// <summary>Sends a message that is in memory, and reports how much of it has been sent.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="envelope">From whom it comes and to whom it goes (RFC 5321 section 2.3.1).</param>
    /// <param name="content">
    /// Header fields and body (RFC 5322 section 2.1). Every line end becomes CRLF (RFC 5321 section 2.3.8), except in content that holds
    /// NULs, which is sent as it is (BINARYMIME, RFC 3030).
    /// </param>
    /// <param name="progress">Is told how many octets of the content have been sent; null: nobody is.</param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IMailSender.IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">The session was over before; <see cref="Exception.InnerException"/> is what ended it.</exception>
    /// <exception cref="ArgumentNullException">The sender or the envelope is null.</exception>
    /// <exception cref="ArgumentException">The envelope names no recipient, or a sender that no command can carry.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ValueTask<MailSendResult> SendAsync(
        this IMailSender sender,
        MailEnvelope envelope,
        ReadOnlyMemory<byte> content,
        IProgress<MailSendProgress>? progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var octets = MemoryMarshal.TryGetArray(content, out var segment) ? segment : content.ToArray();
        return sender.SendAsync(
            envelope, new MemoryStream(octets.Array!, octets.Offset, octets.Count, writable: false), progress, cancellationToken);
    }
}
