using System.Text.Json;

namespace SmtpGen.Tool.Tests;

/// <summary>What a person at a terminal saw of a run, the exit code as a shell shows it, and whether the terminal shows again what is typed.</summary>
internal sealed record PseudoTerminal(int ExitCode, string Screen, bool Echoes)
{
    // Waits for each text to appear, then types the answer to it; at the end one line of JSON says what was seen.
    private const string Script = """
        import json, os, pty, select, signal, sys, termios
        signal.alarm(100)
        steps, command = json.loads(sys.argv[1]), sys.argv[2:]
        terminal, held = pty.openpty()
        pid = os.fork()
        if pid == 0:
            os.login_tty(held)
            os.execvp(command[0], command)
        seen, begin = b"", 0
        def read():
            global seen
            try:
                data = os.read(terminal, 4096)
            except OSError:
                return False
            seen += data
            return len(data) > 0
        for text, answer in steps:
            while (found := seen.find(text.encode(), begin)) < 0:
                if not read():
                    sys.exit("the program ended before it said " + text + ": " + repr(seen))
            begin = found + len(text)
            os.write(terminal, answer.encode())
        ended = 0
        while True:
            if not ended:
                ended, status = os.waitpid(pid, os.WNOHANG)
            ready = select.select([terminal], [], [], 0.05)[0]
            if ready:
                read()
            elif ended:
                break
        echoes = termios.tcgetattr(held)[3] & termios.ECHO != 0
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps([code if code >= 0 else 128 - code, seen.decode(), echoes]))
        """;

    /// <summary>Runs the program at a terminal. Skips the test where there is no Python.</summary>
    /// <param name="steps">What must appear, and what is typed then.</param>
    /// <param name="args">The command line without the program's name.</param>
    public static async Task<PseudoTerminal> RunAsync((string Text, string Answer)[] steps, params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !HasPython(), "needs python3 with its module pty");
        string script = JsonSerializer.Serialize(steps.Select(step => new[] { step.Text, step.Answer }));
        var run = await ToolProcess.RunAsync(["python3", "-c", Script, script, .. ToolProcess.Command(args)], "");
        Assert.True(run.ExitCode == 0, run.Error);
        using var seen = JsonDocument.Parse(run.Output);
        return new PseudoTerminal(seen.RootElement[0].GetInt32(), seen.RootElement[1].GetString()!, seen.RootElement[2].GetBoolean());
    }

    private static bool HasPython() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "python3")));
}
