using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Repository.Tests;

/// <summary>A package source that has no packages; it may list vulnerabilities.</summary>
internal sealed class AuditSource : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Serves on 127.0.0.1.</summary>
    /// <param name="vulnerabilities">The list in the format of NuGet; null: there is none.</param>
    public AuditSource(string? vulnerabilities)
    {
        // NuGet remembers what it got from an address.
        string root = $"http://127.0.0.1:{FreePort()}/";
        string path = $"/{Guid.NewGuid():N}/";
        string address = root + path[1..];
        Index = address + "index.json";
        string list = vulnerabilities is null ? "" : $$"""{ "@id": "{{address}}lists.json", "@type": "VulnerabilityInfo/6.7.0" }""";
        _files[path + "index.json"] = $$"""{ "version": "3.0.0", "resources": [ {{list}} ] }""";
        _files[path + "lists.json"] = $$"""[ { "@name": "base", "@id": "{{address}}list.json", "@updated": "2026-01-01T00:00:00Z" } ]""";
        _files[path + "list.json"] = vulnerabilities ?? "";
        _listener.Prefixes.Add(root);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The address of the source.</summary>
    public string Index { get; }

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var response = context.Response;
                if (_files.TryGetValue(context.Request.Url!.AbsolutePath, out string? text))
                    await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                else
                    response.StatusCode = 404;
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
