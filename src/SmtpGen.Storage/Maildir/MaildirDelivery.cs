using System.Runtime.ExceptionServices;

namespace SmtpGen.Storage;

/// <summary>One message on its way into the Maildir.</summary>
internal sealed class MaildirDelivery(PendingMessage message, MaildirFolders folders)
{
    private string? _temporaryPath;
    private Exception? _failure;

    public PendingMessage Message => message;

    /// <summary>Given at the commit, so that names sort by the time of storing.</summary>
    public string Name { get; } = MaildirName.Next();

    /// <summary>
    /// All that may be left of it when it failed, but for the file in tmp, which the spool removes: a message whose sender is
    /// told to send it again leaves no trace.
    /// </summary>
    public string[] Paths => [Target, folders.EnvelopePath(Name)];

    private string Target => Path.Combine(folders.New, Name);

    /// <summary>Reads what the envelope says of the body, before this is closed.</summary>
    public void Summarize() => _ = message.Summary;

    public void WriteBody() => _temporaryPath = message.Spool.CloseSynced();

    public void WriteEnvelope() => EnvelopeSidecar.Write(folders.EnvelopePath(Name), message.Envelope, message.Summary);

    /// <summary>Notes that body or envelope could not be written; from any thread.</summary>
    public void Failed(Exception exception) => Interlocked.CompareExchange(ref _failure, exception, null);

    public void RequireWritten()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    public void Publish() => FileRename.Rename(_temporaryPath!, Target);
}
