namespace SmtpGen.Server.Kestrel;

/// <summary>Says that Kestrel listens for a server.</summary>
public static class ServerOptionsExtensions
{
    private const string Name = "Kestrel";

    /// <summary>
    /// Leaves listening to Kestrel: the addresses are named there, see
    /// <see cref="ProtocolConnectionBuilderExtensions.UseProtocolServer"/>, and not in <see cref="ServerOptions.Listen"/>.
    /// </summary>
    /// <param name="options">The server's options.</param>
    public static void ListenByKestrel(this ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.LeaveListeningTo(Name);
    }
}
