using System.Text;

namespace SmtpGen.Tool.Tests;

/// <summary>What a run of the program printed and returned.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The protocol folder of the project, copied beside the tests.</summary>
    public static string ProtocolFolder { get; } = Path.Combine(AppContext.BaseDirectory, "protocol");

    public static async Task<ToolRun> OfAsync(params string[] args)
    {
        using var octets = new MemoryStream();
        await using var output = new StreamWriter(octets, new UTF8Encoding(false));
        await using var error = new StringWriter();
        int exitCode = await TestedProgram.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        await output.FlushAsync(TestContext.Current.CancellationToken);
        return new ToolRun(exitCode, Encoding.UTF8.GetString(octets.ToArray()), error.ToString());
    }
}
