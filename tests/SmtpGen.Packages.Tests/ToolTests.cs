namespace SmtpGen.Packages.Tests;

public class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task The_tool_is_installed_and_explains_replies_in_Japanese()
    {
        var (exit, output) = await Command.RunAsync(await packages.ToolAsync(), packages.NewFolder(), "explain", "354", "503", "--lang", "ja");

        Assert.True(exit == 0, output);
        Assert.Contains("354", output);
        Assert.Contains("503", output);
        Assert.Contains("コマンド", output);
    }
}
