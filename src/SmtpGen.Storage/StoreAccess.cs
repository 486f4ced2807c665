namespace SmtpGen.Storage;

/// <summary>What a store is opened for.</summary>
public enum StoreAccess
{
    /// <summary>To store messages. What is missing is created, and what a crash left over is removed.</summary>
    ReadWrite,

    /// <summary>To look at a store that exists, possibly while another process writes it. Nothing is created or removed.</summary>
    Read,
}
