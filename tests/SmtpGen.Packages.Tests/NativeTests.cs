namespace SmtpGen.Packages.Tests;

/// <summary>A user's program that is compiled ahead of time: a server over a store, with the page.</summary>
public class NativeTests(PackedPackages packages)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <PublishAot>true</PublishAot>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="SmtpGen.Mail" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Web" Version="SMTPGEN_VERSION" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using System.Net;
        using Microsoft.Extensions.Hosting;
        using SmtpGen.Mail;
        using SmtpGen.Storage;
        using SmtpGen.Web.Hosting;

        await using var store = MaildirMessageStore.Open("mail");
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddSmtpServer(store);
        builder.Services.AddMailWeb(options => options.Listen = new IPEndPoint(IPAddress.Loopback, 0));
        await builder.Build().RunAsync();
        """;

    [Fact]
    public async Task A_program_is_published_without_a_warning_and_receives_a_message()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the compiler and the linker of Linux");
        string folder = packages.NewFolder();
        File.WriteAllText(Path.Combine(folder, "Inbox.csproj"), Project.Replace("SMTPGEN_VERSION", packages.Version, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        var (exit, output) = await Command.RunAsync(
            "dotnet", folder, "publish", "-c", "Release", "-o", Path.Combine(folder, "out"), "-warnaserror", "-nologo", "-v", "quiet");
        Assert.True(exit == 0, output);

        await using var program = await RunningProgram.StartAsync(folder, Path.Combine(folder, "out", "Inbox"), [], "Smtp");
        using var talk = await Talk.BeginAsync(program.Port);
        Assert.StartsWith("250 ", await talk.SayAsync("EHLO client.example"));
        Assert.StartsWith("250 ", await talk.SayAsync("MAIL FROM:<alice@client.example>"));
        Assert.StartsWith("250 ", await talk.SayAsync("RCPT TO:<bob@server.example>"));
        Assert.StartsWith("354 ", await talk.SayAsync("DATA"));
        Assert.StartsWith("250 2.0.0 ", await talk.SayAsync("Subject: Greetings\r\n\r\nHello Bob\r\n."));

        string kept = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "mail", "new")));
        Assert.EndsWith("\nSubject: Greetings\n\nHello Bob\n", File.ReadAllText(kept).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
