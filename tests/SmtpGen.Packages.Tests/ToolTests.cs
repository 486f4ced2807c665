namespace SmtpGen.Packages.Tests;

public class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task The_tool_is_installed_and_explains_replies_in_Japanese()
    {
        string folder = packages.NewFolder();
        await Command.DotnetAsync(
            folder, "tool", "install", "SmtpGen.Tool", "--tool-path", folder, "--version", packages.Version, "--add-source", packages.Feed);

        var (exit, output) = await Command.RunAsync(Path.Combine(folder, "smtpgen"), folder, "explain", "354", "503", "--lang", "ja");

        Assert.True(exit == 0, output);
        Assert.Contains("354", output);
        Assert.Contains("503", output);
        Assert.Contains("コマンド", output);
    }
}
