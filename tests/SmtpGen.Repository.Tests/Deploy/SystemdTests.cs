using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpGen.Repository.Tests.Deploy;

/// <summary>The unit for systemd fits the program, and is as closed as it says.</summary>
public sealed partial class SystemdTests
{
    private static readonly string s_unit = File.ReadAllText(Checkout.At("deploy/systemd/smtpgen.service"));

    [Fact]
    public async Task The_service_has_the_time_that_it_stops_in()
    {
        var configuration = await ServedConfiguration.ReadAsync(Checkout.At("deploy/systemd/serve.json"));

        Assert.True(TimeSpan.FromSeconds(int.Parse(Value("TimeoutStopSec"), CultureInfo.InvariantCulture)) > configuration.Smtp.StopGrace + TimeSpan.FromSeconds(5));
        Assert.StartsWith(Value("WorkingDirectory") + "/", configuration.Store, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_started_with_the_configuration_that_lies_beside_it_and_reads_it_again_at_a_reload()
    {
        Assert.Equal("/usr/local/bin/smtpgen serve --config /etc/smtpgen/serve.json", Value("ExecStart"));
        Assert.Equal("/bin/kill -HUP $MAINPID", Value("ExecReload"));
        Assert.Equal("smtpgen", Value("StateDirectory"));
    }

    [Fact]
    public async Task Systemd_finds_nothing_wrong_with_it()
    {
        ForeignProgram.Require("systemd-analyze");
        var folder = Directory.CreateTempSubdirectory("smtpgen-unit-");
        try
        {
            // The program need not be installed where it is checked, nor its manual.
            string unit = Path.Combine(folder.FullName, "smtpgen.service");
            string text = Documentation().Replace(s_unit.Replace("/usr/local/bin/smtpgen", "/bin/true", StringComparison.Ordinal), "");
            await File.WriteAllTextAsync(unit, text, TestContext.Current.CancellationToken);

            var (exit, output) = await Checkout.TryAsync(folder.FullName, "systemd-analyze", "verify", unit);

            Assert.True(exit == 0 && !output.Contains("smtpgen.service", StringComparison.Ordinal), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Little_of_the_system_is_open_to_it()
    {
        ForeignProgram.Require("systemd-analyze");

        // The threshold is the exposure in tenths: 0 is nothing, 100 everything.
        var (exit, output) = await Checkout.TryAsync(
            Checkout.Root, "systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", "deploy/systemd/smtpgen.service");

        Assert.True(exit == 0, output);
    }

    private static string Value(string key) => Regex.Match(s_unit, $"^{key}=(.*)$", RegexOptions.Multiline).Groups[1].Value;

    [GeneratedRegex("^Documentation=.*\n", RegexOptions.Multiline)]
    private static partial Regex Documentation();
}
