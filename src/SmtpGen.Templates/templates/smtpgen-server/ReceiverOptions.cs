namespace RECEIVER_NAMESPACE;

/// <summary>The section "Receiver" of appsettings.json.</summary>
public sealed class ReceiverOptions
{
    /// <summary>Mail for other domains is refused.</summary>
    public string Domain { get; set; } = "localhost";

    /// <summary>Where the messages are kept, a file each.</summary>
    public string Folder { get; set; } = "mail";
}
