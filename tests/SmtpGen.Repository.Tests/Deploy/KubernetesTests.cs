using k8s;
using k8s.Models;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Telemetry;

namespace SmtpGen.Repository.Tests.Deploy;

/// <summary><c>deploy/kubernetes</c> is what the API takes, fits the program, and asks for no rights.</summary>
public sealed class KubernetesTests
{
    // Strictly: a field that the API does not have is an error.
    private static readonly List<object> s_objects = KubernetesYaml.LoadAllFromString(File.ReadAllText(Checkout.At("deploy/kubernetes/smtpgen.yaml")), strict: true);

    private static V1PodSpec Pod => One<V1Deployment>().Spec.Template.Spec;

    private static V1Container Container => Assert.Single(Pod.Containers);

    [Fact]
    public void There_are_a_deployment_a_service_and_what_keeps_one_of_two_running()
    {
        Assert.Equal(
            [typeof(V1ConfigMap), typeof(V1Deployment), typeof(V1Service), typeof(V1PodDisruptionBudget)], s_objects.Select(made => made.GetType()));
        var labels = One<V1Deployment>().Spec.Template.Metadata.Labels;
        Assert.Equal(labels, One<V1Deployment>().Spec.Selector.MatchLabels);
        Assert.Equal(labels, One<V1Service>().Spec.Selector);
        Assert.Equal(labels, One<V1PodDisruptionBudget>().Spec.Selector.MatchLabels);
        Assert.True(One<V1Deployment>().Spec.Replicas >= 2);
        Assert.Equal("Local", One<V1Service>().Spec.ExternalTrafficPolicy);
    }

    [Fact]
    public async Task The_configuration_is_accepted_and_its_ports_are_those_of_the_pod()
    {
        var configuration = await ConfigurationAsync();

        Assert.Equal(ServedConfiguration.Port(Assert.Single(configuration.Smtp.Listen)), Port("smtp"));
        Assert.Equal(ServedConfiguration.Port(configuration.Metrics!), Port("metrics"));
        Assert.Equal("smtp", Assert.Single(One<V1Service>().Spec.Ports).TargetPort.Value);
        var mounted = Assert.Single(Container.VolumeMounts, mount => mount.Name == "config");
        Assert.Equal(["serve", "--config", mounted.MountPath + "/" + Assert.Single(One<V1ConfigMap>().Data).Key], Container.Args);
    }

    [Fact]
    public void The_probes_ask_where_the_program_answers()
    {
        Assert.Equal((HealthListener.Live, "metrics"), Asked(Container.StartupProbe));
        Assert.Equal((HealthListener.Live, "metrics"), Asked(Container.LivenessProbe));
        Assert.Equal((HealthListener.Ready, "metrics"), Asked(Container.ReadinessProbe));
    }

    [Fact]
    public async Task A_pod_has_the_time_that_it_stops_in()
    {
        var configuration = await ConfigurationAsync();
        var before = TimeSpan.FromSeconds(Container.Lifecycle.PreStop.Sleep.Seconds);

        Assert.True(TimeSpan.FromSeconds(Pod.TerminationGracePeriodSeconds!.Value) > before + configuration.Smtp.StopGrace + TimeSpan.FromSeconds(5));
        // Longer than it takes until nobody sends connections to a pod that is ending.
        Assert.True(before >= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_pod_is_within_the_restricted_standard()
    {
        Assert.True(Pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", Pod.SecurityContext.SeccompProfile.Type);
        Assert.False(Container.SecurityContext.AllowPrivilegeEscalation);
        Assert.True(Container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Equal(["ALL"], Container.SecurityContext.Capabilities.Drop);
        Assert.Null(Container.SecurityContext.Capabilities.Add);
        Assert.All(Pod.Volumes, volume => Assert.True(volume.ConfigMap is not null || volume.EmptyDir is not null));
    }

    private static async Task<ServeConfiguration> ConfigurationAsync()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, One<V1ConfigMap>().Data.Values.Single(), TestContext.Current.CancellationToken);
            return await ServedConfiguration.ReadAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int Port(string name) => Container.Ports.Single(port => port.Name == name).ContainerPort;

    private static (string Path, string Port) Asked(V1Probe probe) => (probe.HttpGet.Path, probe.HttpGet.Port.Value);

    private static T One<T>() => Assert.Single(s_objects.OfType<T>());
}
