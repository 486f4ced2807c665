using System.Diagnostics;
using System.Globalization;
using System.Net;
using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.EndToEnd.Tests.Forwarding;

/// <summary><c>smtpgen serve --forward</c> as a process of its own, which can be killed and started again over the same store.</summary>
internal sealed class RelayProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private RelayProcess(string folder, Process process) => (_folder, _process) = (folder, process);

    public int Port { get; private set; }

    /// <summary>What is in the store.</summary>
    public string StorePath => Path.Combine(_folder, "mail.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where its store is.</param>
    /// <param name="next">The port of the server that mail is handed to.</param>
    public static async Task<RelayProcess> StartAsync(string folder, int next)
    {
        string config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, "{ \"Forward\": { \"FirstDelay\": \"00:00:00.5\", \"LongestDelay\": \"00:00:01\" }, \"Smtp\": { \"Protocol\": { \"HostName\": \"relay.example\" } } }", Token);
        // The libraries beside the tests are those that the tests run with, ASP.NET Core among them.
        string tests = Path.Combine(AppContext.BaseDirectory, "SmtpGen.EndToEnd.Tests");
        string[] command = TestedProgram.Command(
            ["exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json"],
            [
                "serve", "--config", config, "--listen", "127.0.0.1:0", "--store", Path.Combine(folder, "mail.db"),
                "--forward", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{next}"),
            ]);
        var relay = new RelayProcess(folder, Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!);
        string line = await relay.LineAsync("listening on");
        relay.Port = IPEndPoint.Parse(line.Split(' ', ',')[2]).Port;
        return relay;
    }

    /// <summary>The next line that holds some words.</summary>
    public async Task<string> LineAsync(string part)
    {
        while (true)
        {
            if (await _process.StandardOutput.ReadLineAsync(Token) is not { } line)
                throw new InvalidOperationException($"serve ended: {await _process.StandardError.ReadToEndAsync(Token)}");
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Token);
    }

    /// <summary>Waits until nothing is in the store.</summary>
    public async Task WaitUntilEmptyAsync()
    {
        await using var store = SqliteMessageStore.Open(StorePath, StoreAccess.Read);
        while (await store.ListNewestAsync(cancellationToken: Token).AnyAsync(Token))
            await Task.Delay(100, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
