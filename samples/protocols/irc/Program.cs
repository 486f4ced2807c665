using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.Irc;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<ChatHall>();
// A handler of its own for each session, which leaves the hall when it is disposed with it.
builder.Services.AddScoped<ChatHandler>();
builder.Services.AddHostedService<ChatPings>();
builder.Services.AddOptions<ProtocolServerOptions<IrcOptions>>().BindConfiguration("Irc")
    .AddProtocolServer("Irc", (services, options) => new IrcSession(services.GetRequiredService<ChatHandler>(), options.Protocol) { Nick = "*"u8.ToArray() });
await builder.Build().RunAsync();
