using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PARROT_NAMESPACE;
using PARROT_NAMESPACE.Parrot;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});

// What may be configured of the server stands in appsettings.json under "Parrot".
builder.Services.AddOptions<ProtocolServerOptions<ParrotOptions>>().BindConfiguration("Parrot")
    .AddProtocolServer("Parrot", (services, options) => new ParrotSession(new WellBredParrot(), options.Protocol));
await builder.Build().RunAsync();
