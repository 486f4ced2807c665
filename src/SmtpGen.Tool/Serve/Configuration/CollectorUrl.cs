namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Where a collector takes OTLP.</summary>
/// <param name="Address">Its URL.</param>
internal sealed record CollectorUrl(Uri Address)
{
    public const string Example = "http://localhost:4317";

    private const int GrpcPort = 4317;

    /// <summary>Whether the collector is spoken to by gRPC, whose registered port it has, and not by HTTP.</summary>
    public bool IsGrpc => Address.Port == GrpcPort;

    /// <summary>Where one of the signals goes by HTTP.</summary>
    /// <param name="signal"><c>metrics</c> or <c>traces</c>.</param>
    public Uri Of(string signal) => new($"{Address.AbsoluteUri.TrimEnd('/')}/v1/{signal}");

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The URL.</param>
    /// <param name="url">What it says; null where it is wrong.</param>
    public static bool TryParse(string text, out CollectorUrl? url)
    {
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            && address.Host.Length > 0 && address.Query.Length == 0 && address.Fragment.Length == 0;
        url = isUrl ? new(address!) : null;
        return isUrl;
    }
}
