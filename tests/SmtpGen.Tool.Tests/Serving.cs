using System.Globalization;
using System.Net;

namespace SmtpGen.Tool.Tests;

/// <summary>A run of <c>smtpgen serve</c> on a free port.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly LineFeed _output = new();
    private readonly StringWriter _error = new();
    private readonly TextWriter _synchronizedError;
    private readonly Task<int> _run;

    private Serving(string[] options)
    {
        _synchronizedError = TextWriter.Synchronized(_error);
        _run = TestedProgram.RunAsync(["serve", "--listen", "127.0.0.1:0", .. options], _output, _synchronizedError, _stop.Token);
    }

    /// <summary>What it has reported so far.</summary>
    public string Reported
    {
        get
        {
            // A synchronized writer locks itself.
            lock (_synchronizedError)
                return _error.ToString();
        }
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <summary>The options by which <c>smtpgen send</c> and <c>smtpgen load</c> find it, and the name that they greet with.</summary>
    public string[] AsServer => ["--host", "127.0.0.1", "--port", EndPoint.Port.ToString(CultureInfo.InvariantCulture), "--helo", "client.example"];

    public static async Task<Serving> StartAsync(params string[] options)
    {
        var serving = new Serving(options);
        var listening = serving._output.NextAsync(serving._stop.Token).AsTask();
        await Task.WhenAny(listening, serving._run);
        Assert.False(serving._run.IsCompleted, serving._error.ToString());
        serving.EndPoint = IPEndPoint.Parse((await listening).Split(' ', ',')[2]);
        return serving;
    }

    /// <summary>The next line it writes.</summary>
    public ValueTask<string> NextLineAsync() => _output.NextAsync(_stop.Token);

    /// <summary>Stops it; it must end well.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(0, await _run);
        _stop.Dispose();
    }
}
