using System.Globalization;
using System.Net;
using System.Text;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Tool.Serve.Telemetry;

/// <summary>
/// Answers the probes of whoever runs the program, at the address of the metrics: <c>/healthz</c>, whether the process lives, and
/// <c>/readyz</c>, whether it can receive mail. The system lets several listeners of a process share an address.
/// </summary>
internal sealed class HealthListener : IDisposable
{
    public const string Live = "/healthz";
    public const string Ready = "/readyz";

    private readonly HttpListener _listener = new();
    private readonly ServeHealth _health;

    private HealthListener(ServeHealth health) => _health = health;

    /// <summary>Begins to answer.</summary>
    /// <param name="address">Where the metrics can be read.</param>
    /// <param name="health">Knows what to answer.</param>
    public static HealthListener Start(MetricsAddress address, ServeHealth health)
    {
        var probes = new HealthListener(health);
        foreach (string path in (string[])[Live, Ready])
            probes._listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://{address.Host}:{address.Port}{path}/"));
        probes._listener.Start();
        _ = probes.RunAsync();
        return probes;
    }

    public void Dispose() => _listener.Close();

    private async Task RunAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            // Whether the process lives must not wait for the store.
            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string? problem = context.Request.Url!.AbsolutePath.StartsWith(Ready, StringComparison.Ordinal) ? await _health.ProblemAsync().ConfigureAwait(false) : null;
        try
        {
            var response = context.Response;
            response.StatusCode = problem is null ? (int)HttpStatusCode.OK : (int)HttpStatusCode.ServiceUnavailable;
            response.ContentType = "text/plain; charset=utf-8";
            response.Headers[HttpResponseHeader.CacheControl] = "no-store";
            byte[] text = Encoding.UTF8.GetBytes($"{problem ?? "ok"}\n");
            response.ContentLength64 = text.Length;
            if (context.Request.HttpMethod != "HEAD")
                await response.OutputStream.WriteAsync(text).ConfigureAwait(false);
            response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked has gone.
        }
    }
}
