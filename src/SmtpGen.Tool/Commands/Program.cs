using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using SmtpGen.Storage;
using SmtpGen.Tool.Layout;

namespace SmtpGen.Tool.Commands;

/// <summary>The program <c>smtpgen</c>.</summary>
public static class Program
{
    /// <summary>The program's name, however it was started.</summary>
    internal const string Name = "smtpgen";

    private static readonly string s_description = $"""
        Checks, draws and explains SMTP specifications, receives mail, shows it, and sends it.

        Exit codes: {string.Join("; ", ToolExit.Meanings.Select(exit => $"{exit.Code} {exit.Meaning}"))}.
        """;

    private static readonly (string Name, Func<Command> Create)[] s_commands =
    [
        (ServeCommand.Name, ServeCommand.Create),
        ("list", ListCommand.Create),
        ("show", ShowCommand.Create),
        ("delete", DeleteCommand.Create),
        ("queue", QueueCommand.Create),
        ("check", CheckCommand.Create),
        ("format", FormatCommand.Create),
        ("lsp", LspCommand.Create),
        ("graph", GraphCommand.Create),
        ("docs", DocsCommand.Create),
        ("explain", ExplainCommand.Create),
        ("passwd", PasswordCommand.Create),
        ("send", SendCommand.Create),
        ("load", LoadCommand.Create),
        ("completion", CompletionCommand.Create),
        ("man", ManCommand.Create),
    ];

    /// <summary>Runs the program on the console.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> Main(string[] args)
    {
        StandardStreams.Open();
        // Nothing that is written depends on a culture, so that none need be read.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return RunAsync(args, Console.Out, Console.Error);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="args">The command line without the program's name.</param>
    /// <param name="output">Takes results. Octets of a message go to the stream under a <see cref="StreamWriter"/>, else to standard output.</param>
    /// <param name="error">Takes errors, a line each.</param>
    /// <param name="cancellationToken">Ends the program as Ctrl+C does.</param>
    /// <returns>0 done, 1 findings or not found, 2 wrong command line, 3 environment, 130 stopped.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = CreateRoot(args);
        foreach (var help in root.Options.Select(option => option.Action).OfType<HelpAction>())
            help.MaxWidth = TextWidth.Of(output);
        // Who says nothing wants to know what there is to say.
        var parsed = root.Parse(args.Length > 0 ? args : ["--help"]);
        if (CommandLineError.Find(parsed) is { } wrong)
            return await FailAsync(error, wrong, ToolExit.Usage);

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // A server heeds the signals itself: how long its sessions may take is configured.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == ServeCommand.Name ? null : TimeSpan.FromSeconds(15),
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync(error, "stopped before there was a result", ToolExit.Stopped);
        }
        catch (ToolException exception)
        {
            return await FailAsync(error, exception.Message, exception.ExitCode);
        }
        catch (StoreException exception)
        {
            int code = exception.Kind == StoreFailure.NotFound ? ToolExit.Findings : ToolExit.Environment;
            return await FailAsync(error, exception.Message, code);
        }
        catch (IOException exception) when (ResultOutput.IsClosed(exception))
        {
            return ToolExit.Ok;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(error, exception.Message, ToolExit.Environment);
        }
    }

    // Making a command takes time, so that the others are not made where one is named that needs none of them.
    private static RootCommand CreateRoot(string[] args)
    {
        var root = new RootCommand(s_description);
        string? only = args is [not ("man" or "completion"), ..] && Array.Exists(s_commands, command => command.Name == args[0]) ? args[0] : null;
        foreach (var (name, create) in s_commands)
        {
            if (only is null || name == only)
                root.Add(create());
        }

        return root;
    }

    private static async Task<int> FailAsync(TextWriter error, string message, int exitCode)
    {
        await error.WriteLineAsync($"smtpgen: {Line(message)}");
        return exitCode;
    }

    private static string Line(string message) => Printable.Line(message.ReplaceLineEndings(" "));
}
