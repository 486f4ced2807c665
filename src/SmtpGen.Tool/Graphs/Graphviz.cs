using System.ComponentModel;
using System.Diagnostics;

namespace SmtpGen.Tool.Graphs;

/// <summary>Draws with Graphviz's program <c>dot</c>.</summary>
internal static class Graphviz
{
    /// <summary>Draws a graph as SVG.</summary>
    /// <exception cref="ToolException">Graphviz is not installed, or failed.</exception>
    public static async Task<string> DrawAsync(string dot, CancellationToken cancellationToken)
    {
        using var process = Start();
        var svg = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(dot.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await svg
            : throw new ToolException(ToolExit.Environment, $"Graphviz failed: {(await errors).Trim()}");
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("dot", "-Tsvg")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new ToolException(ToolExit.Environment, "svg needs the program dot; install graphviz, or take --format mermaid", exception);
        }
    }
}
