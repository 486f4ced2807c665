namespace SmtpGen.Storage;

/// <summary>What a maildrop needs of a message and its sidecar. There may be hundreds of thousands.</summary>
/// <param name="name">The message's unique name.</param>
internal sealed class IndexedMessage(string name)
{
    public string Name => name;

    /// <summary>The sidecar that was read.</summary>
    public SidecarVersion Version { get; set; }

    /// <summary>The forward-paths; none of a message that another program delivered, or whose sidecar is damaged.</summary>
    public string[] Recipients { get; set; } = [];

    /// <summary>As in <see cref="MaildropMessage.Size"/>; null until it is counted, where a sidecar of an earlier version does not say it.</summary>
    public long? SizeInLines { get; set; }

    /// <summary>What follows the name in the folder cur; null while the message is in new.</summary>
    public string? Flags { get; set; }

    /// <summary>The listing that last saw the sidecar.</summary>
    public int EnvelopeListing { get; set; }

    /// <summary>The listing that last saw the message itself.</summary>
    public int MessageListing { get; set; }

    /// <summary>Whether the sidecar may have changed since: not that of a single recipient, which is removed with its message.</summary>
    public bool MayHaveChanged => Recipients.Length != 1;

    /// <summary>What it counts of those that are remembered; a message of nobody's counts too.</summary>
    public int Cost => Math.Max(1, Recipients.Length);

    public bool IsOf(MaildropOwner owner)
    {
        foreach (string recipient in Recipients)
        {
            if (owner.Owns(recipient))
                return true;
        }

        return false;
    }
}
