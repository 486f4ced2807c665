using SmtpGen.Tool.Commands;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Repository.Tests.Deploy;

/// <summary>A configuration in <c>deploy/</c>, as the program reads it.</summary>
internal static class ServedConfiguration
{
    /// <summary>The configuration in a file, which <c>smtpgen serve</c> must accept.</summary>
    public static async Task<ServeConfiguration> ReadAsync(string path)
    {
        await AcceptAsync("--config", path);
        var layers = new ConfigurationLayers();
        layers.Add(new ConfigurationFile(path).Read());
        return layers.Build();
    }

    /// <summary>Has the program read a command line.</summary>
    public static async Task AcceptAsync(params string[] options)
    {
        await using var error = new StringWriter();
        int exit = await Program.RunAsync(["serve", .. options, "--print-config"], TextWriter.Null, error, TestContext.Current.CancellationToken);
        Assert.True(exit == 0, error.ToString());
    }

    /// <summary>The port of an address such as <c>:2525 proxy</c>.</summary>
    public static int Port(string address) => AddressText.Split(address.Split(' ')[0]).Port!.Value;
}
