using System.CommandLine;
using System.Text;
using SmtpGen.Storage;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tool;

/// <summary>The program <c>smtpgen</c>.</summary>
public static class Program
{
    private const string Description = """
        Checks, draws and explains SMTP specifications, receives mail, shows it, and sends it.

        Exit codes: 0 done; 1 the input has findings, or what was asked for is not there;
        2 the command line is wrong; 3 the environment is in the way: port in use, store unreadable, program missing;
        130 stopped by Ctrl+C before there was a result.
        """;

    /// <summary>Runs the program on the console.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> Main(string[] args)
    {
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
        var parsed = CreateRoot().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"smtpgen: {Line(parsed.Errors[0].Message)} (smtpgen --help lists what there is)");
            return ToolExit.Usage;
        }

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
            return ToolExit.Stopped;
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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(error, exception.Message, ToolExit.Environment);
        }
    }

    private static RootCommand CreateRoot() => new(Description)
    {
        ServeCommand.Create(),
        ListCommand.Create(),
        ShowCommand.Create(),
        CheckCommand.Create(),
        GraphCommand.Create(),
        ExplainCommand.Create(),
        PasswordCommand.Create(),
        SendCommand.Create(),
        LoadCommand.Create(),
    };

    private static async Task<int> FailAsync(TextWriter error, string message, int exitCode)
    {
        await error.WriteLineAsync($"smtpgen: {Line(message)}");
        return exitCode;
    }

    private static string Line(string message) => Printable.Line(message.ReplaceLineEndings(" "));
}
