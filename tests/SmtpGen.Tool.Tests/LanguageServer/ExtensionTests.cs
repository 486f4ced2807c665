using System.IO.Compression;
using System.Runtime.CompilerServices;
using SmtpGen.Foreign;

namespace SmtpGen.Tool.Tests.LanguageServer;

/// <summary>The extension of Visual Studio Code, and the libraries that it talks to the server with.</summary>
public sealed class ExtensionTests
{
    private static readonly string s_folder = Path.GetFullPath(Path.Combine(Here(), "../../../docs/editors/vscode"));

    [Fact]
    public async Task A_client_with_the_types_of_the_protocol_has_a_session_with_the_server()
    {
        using var folder = new TemporaryFolder();
        string extension = await CopyAsync(folder);
        await InstallAsync(extension);

        var run = await ToolProcess.RunAsync([ForeignProgram.Require("node"), Path.Combine(extension, "test", "session.js"), .. ToolProcess.Command("lsp", "--stdio")], "");

        Assert.Equal((0, "ok", ""), (run.ExitCode, run.Output.Trim(), run.Error));
    }

    [Fact]
    public async Task The_script_packs_the_extension_with_what_it_needs()
    {
        using var folder = new TemporaryFolder();
        string extension = await CopyAsync(folder);
        ForeignProgram.Require("python3");
        await InstallAsync(extension);

        var run = await ToolProcess.RunAsync(["bash", Path.Combine(extension, "pack"), folder["smtpgen.vsix"]], "");

        Assert.True(run.ExitCode == 0, run.Error);
        using var packed = ZipFile.OpenRead(folder["smtpgen.vsix"]);
        Assert.Subset(
            packed.Entries.Select(entry => entry.FullName).ToHashSet(),
            new HashSet<string>
            {
                "[Content_Types].xml", "extension.vsixmanifest", "extension/package.json", "extension/extension.js",
                "extension/node_modules/vscode-languageclient/package.json", "extension/syntaxes/protocol.tmLanguage.json",
            });
    }

    // What npm puts beside it must not get into the repository.
    private static async Task<string> CopyAsync(TemporaryFolder folder)
    {
        ForeignProgram.Require("node");
        ForeignProgram.Require("npm");
        string target = folder["vscode"];
        foreach (string file in Directory.EnumerateFiles(s_folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("node_modules", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(s_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await using var from = File.OpenRead(file);
            await using var to = File.Create(copy);
            await from.CopyToAsync(to, TestContext.Current.CancellationToken);
        }

        return target;
    }

    private static async Task InstallAsync(string extension)
    {
        var run = await ToolProcess.RunAsync([ForeignProgram.Require("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", extension], "");
        Assert.SkipWhen(run.ExitCode != 0 && run.Error.Contains("network", StringComparison.OrdinalIgnoreCase), "npm cannot reach its registry");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
