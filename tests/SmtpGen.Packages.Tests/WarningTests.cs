namespace SmtpGen.Packages.Tests;

/// <summary>A project that has no specification is warned by the table in the package.</summary>
public class WarningTests(PackedPackages packages)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="SmtpGen.Client" Version="SMTPGEN_VERSION" />
          </ItemGroup>
        </Project>
        """;

    private const string Sending = """
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime.Client;

        public static class Sending
        {
            public static async Task BeginAsync(Stream connection)
            {
                await using var client = new SmtpProtocolClient(connection);
                (await client.ReadGreetingAsync()).EnsurePositive();
                (await client.EhloAsync("client.example")).EnsurePositive();
                (await client.MailAsync("alice@client.example")).EnsurePositive();
                (await client.RcptAsync("bob@mx.example")).EnsurePositive();
                (await client.DataAsync()).EnsurePositive();
            }
        }
        """;

    [Fact]
    public async Task DATA_before_RCPT_is_a_warning_where_it_stands_and_behind_it_none()
    {
        string folder = packages.NewFolder();
        File.WriteAllText(Path.Combine(folder, "Sending.csproj"), Project.Replace("SMTPGEN_VERSION", packages.Version, StringComparison.Ordinal));
        string source = Path.Combine(folder, "Sending.cs");
        File.WriteAllText(source, Sending);
        var (exit, output) = await Command.BuildAsync(folder);
        Assert.True(exit == 0, output);

        string[] lines = Sending.Split('\n');
        File.WriteAllLines(source, lines.Where(line => !line.Contains("RcptAsync", StringComparison.Ordinal)));
        (exit, output) = await Command.BuildAsync(folder);

        Assert.NotEqual(0, exit);
        int line = Array.FindIndex(lines, line => line.Contains("RcptAsync", StringComparison.Ordinal)) + 1;
        Assert.Contains($"Sending.cs({line},", output);
        Assert.Contains("SGP1001: DATA is refused here", output);
    }
}
