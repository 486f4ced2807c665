using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>Sends messages of MimeKit.</summary>
public static class MimeMailSenderExtensions
{
    /// <summary>Sends a message to those whom its header fields name (<see cref="MimeEnvelope.ToMailEnvelope"/>).</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="message">
    /// The message (RFC 5322). It is not changed: what is sent is a copy without Bcc and Resent-Bcc (RFC 5322 section 3.6.3), encoded as
    /// in <see cref="SendAsync(IMailSender, MailEnvelope, MimeMessage, IProgress{MailSendProgress}, CancellationToken)"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IMailSender.IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">The session was over before; <see cref="Exception.InnerException"/> is what ended it.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// The message names no sender or no recipient; the exception says in which fields. Or the sender is one that no command can carry.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ValueTask<MailSendResult> SendAsync(this IMailSender sender, MimeMessage message, CancellationToken cancellationToken = default)
        => SendAsync(sender, message, progress: null, cancellationToken);

    /// <summary>Sends a message to those whom its header fields name, and reports how much of it has been sent.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="message">
    /// The message (RFC 5322). It is not changed: what is sent is a copy without Bcc and Resent-Bcc (RFC 5322 section 3.6.3), encoded as
    /// in <see cref="SendAsync(IMailSender, MailEnvelope, MimeMessage, IProgress{MailSendProgress}, CancellationToken)"/>.
    /// </param>
    /// <param name="progress">Is told how many octets of the encoded message have been sent; null: nobody is.</param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IMailSender.IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">The session was over before; <see cref="Exception.InnerException"/> is what ended it.</exception>
    /// <exception cref="ArgumentNullException">The sender or the message is null.</exception>
    /// <exception cref="ArgumentException">
    /// The message names no sender or no recipient; the exception says in which fields. Or the sender is one that no command can carry.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ValueTask<MailSendResult> SendAsync(
        this IMailSender sender, MimeMessage message, IProgress<MailSendProgress>? progress, CancellationToken cancellationToken = default)
        => SendAsync(sender, MimeEnvelope.ToMailEnvelope(message), message, progress, cancellationToken);

    /// <summary>Sends a message to those whom an envelope names, whatever its header fields say.</summary>
    /// <param name="sender">Who sends it.</param>
    /// <param name="envelope">From whom it comes and to whom it goes (RFC 5321 section 2.3.1).</param>
    /// <param name="message">
    /// The message (RFC 5322). It is not changed: what is sent is a copy without Bcc and Resent-Bcc (RFC 5322 section 3.6.3), and without
    /// Content-Length. Parts with octets above 127 are encoded unless the server lists 8BITMIME (RFC 6152), and lines have at most 998
    /// octets (RFC 5321 section 4.5.3.1.6). Header fields are in UTF-8 (RFC 6532) where the server lists SMTPUTF8 (RFC 6531) and the local
    /// part of an address is beyond ASCII, and in encoded words (RFC 2047) otherwise. A message with a signature of its domain (DKIM, RFC
    /// 6376, or ARC, RFC 8617), and what is signed in it (RFC 1847), goes as it is.
    /// The copy is kept in memory.
    /// </param>
    /// <param name="progress">Is told how many octets of the encoded message have been sent; null: nobody is.</param>
    /// <param name="cancellationToken">Cancels the work. The session is over then, unless nothing of the message has been sent.</param>
    /// <returns>What became of each recipient. At least one gets the message.</returns>
    /// <exception cref="MailSendException">Nobody gets it. <see cref="IMailSender.IsOpen"/> says whether the session goes on.</exception>
    /// <exception cref="SessionEndedException">The session was over before; <see cref="Exception.InnerException"/> is what ended it.</exception>
    /// <exception cref="ArgumentNullException">The sender, the envelope or the message is null.</exception>
    /// <exception cref="ArgumentException">The envelope names no recipient, or a sender that no command can carry.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async ValueTask<MailSendResult> SendAsync(
        this IMailSender sender,
        MailEnvelope envelope,
        MimeMessage message,
        IProgress<MailSendProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(message);
        using var content = new MemoryStream();
        await MimeContentWriter.WriteAsync(message, envelope, sender.Capabilities, content, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        return await sender.SendAsync(envelope, content, progress, cancellationToken).ConfigureAwait(false);
    }
}
