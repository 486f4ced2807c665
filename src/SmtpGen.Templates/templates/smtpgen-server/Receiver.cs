using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Storage;

namespace RECEIVER_NAMESPACE;

/// <summary>Decides for one session whom mail is taken for, and keeps it.</summary>
public sealed class Receiver(IOptions<ReceiverOptions> options, ILogger<Receiver> logger) : SmtpReceiver
{
    private static readonly FileStreamOptions s_newFile = NewFile();

    protected override ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments rcpt, CancellationToken cancellationToken)
    {
        string recipient = rcpt.Recipient.ToString();

        // "Postmaster" stands alone and is always ours (RFC 5321 section 4.5.1).
        bool isOurs = !recipient.Contains('@') || recipient.EndsWith("@" + options.Value.Domain, StringComparison.OrdinalIgnoreCase);
        return new(isOurs ? SmtpRcptResult.RecipientOk() : SmtpRcptResult.NoSuchMailbox());
    }

    protected override async ValueTask<SmtpMessageResult> ReceiveAsync(SmtpEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.Value.Folder);
        string id = Guid.NewGuid().ToString("n");
        string path = Path.Combine(folder.FullName, id + ".eml");
        try
        {
            await using var file = new FileStream(path, s_newFile);
            await body.CopyToAsync(file, cancellationToken);

            // The server answers for the message from here on, so it has to be on the disk, and its name too.
            await file.FlushAsync(cancellationToken);
            DiskSync.File(file.SafeFileHandle, path);
            DiskSync.Directory(folder.FullName);
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        logger.LogInformation("{Id}: from <{Sender}> to {Recipients}", id, envelope.Sender, string.Join(", ", envelope.Recipients));
        return SmtpMessageResult.Queued(id);
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };

        // Mail is nobody else's business. Windows gives a file the rights of its folder.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
