namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Where metrics can be read.</summary>
/// <param name="Host">An address, <c>localhost</c>, or <c>+</c> for all addresses, as URLs of listeners are written.</param>
/// <param name="Port">The port.</param>
internal sealed record MetricsAddress(string Host, int Port)
{
    public const string Forms = "127.0.0.1:9464, [::1]:9464, 9464 (localhost) or :9464 (all addresses)";

    /// <summary>Reads an address.</summary>
    /// <param name="text">One of <see cref="Forms"/>.</param>
    /// <param name="address">What it says; null where it is wrong.</param>
    public static bool TryParse(string text, out MetricsAddress? address)
    {
        var written = AddressText.Split(text);
        bool isHost = written.Host.Length == 0 || written.IsLocal || written.Address is not null;
        address = isHost && written.Port is { } port and > 0 ? new(written.Host.Length == 0 ? "+" : written.Host, port) : null;
        return address is not null;
    }
}
