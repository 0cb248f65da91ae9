import { decisionsPtBR } from "./decisions-pt-BR.ts";
import { problemsPtBR } from "./problems-pt-BR.ts";

/** Brazilian Portuguese, by the English pattern. Names of AWS (fields, states, screens and buttons of its console) stay as AWS writes them. */
export const ptBR: Record<string, string> = {
  ...decisionsPtBR,
  ...problemsPtBR,
  "Decided {times} times since {at}.": "Decidido {times} vezes desde {at}.",
  "Task {id} is RUNNING.": "A tarefa {id} está em RUNNING.",
  "Task {id} is STOPPED.": "A tarefa {id} está em STOPPED.",
  "Task {id} is told to stop.": "A tarefa {id} recebeu a ordem de parar.",
  "Task {id} was created.": "A tarefa {id} foi criada.",
  "{alarm} could not trigger its scaling policy.": "{alarm} não conseguiu acionar sua política de escalabilidade.",
  "{alarm} is {state}.": "{alarm} está em {state}.",
  "{alarm} triggered its scaling policy.": "{alarm} acionou sua política de escalabilidade.",
  "{alarm} was changed.": "{alarm} foi alterado.",
  "{alarm} was created.": "{alarm} foi criado.",
  "{alarm} was deleted.": "{alarm} foi excluído.",
  "{alarm} was updated.": "{alarm} foi atualizado.",
  "{who} called {operation} of {service} in {region}.": "{who} chamou {operation} de {service} em {region}.",
  "400 looks like 40 with a zero too many. A task of this service uses 100 % at most, so such a target is never passed and nothing ever scales out.":
    "400 parece 40 com um zero a mais. Uma tarefa deste serviço usa no máximo 100 %, então uma meta assim nunca é ultrapassada e nada se expande.",
  "A higher target leaves less headroom: the service scales out later, when its users already wait.":
    "Uma meta mais alta deixa menos folga: o serviço se expande mais tarde, quando os usuários já estão esperando.",
  "A lower target keeps more tasks than this load needs: more headroom, and more to pay.":
    "Uma meta mais baixa mantém mais tarefas do que esta carga precisa: mais folga, e mais a pagar.",
  "A policy left behind acts again as soon as the service is a scalable target again.":
    "Uma política deixada para trás volta a agir assim que o serviço for de novo um destino escalável.",
  "A target of requests per task is a good policy too, but its unit is requests and not percent; here CPU utilisation is followed.":
    "Uma meta de requisições por tarefa também é uma boa política, mas sua unidade são requisições, não porcentagem; aqui se acompanha o uso de CPU.",
  "A task of this service uses 100 % at most, so such a target is never passed and nothing ever scales out.":
    "Uma tarefa deste serviço usa no máximo 100 %, então uma meta assim nunca é ultrapassada e nada se expande.",
  "AWS answered the check with an error.": "A AWS respondeu à verificação com um erro.",
  "AWS does not let the check read what it has to look at.":
    "A AWS não deixa a verificação ler o que ela precisa olhar.",
  "AWS no longer takes the credentials with which the check asks.":
    "A AWS não aceita mais as credenciais com que a verificação pergunta.",
  "AWS says: {code}: {message}": "A AWS diz: {code}: {message}",
  "AWS was asked more often than it allows.": "A AWS foi consultada mais vezes do que permite.",
  "Add it in Set Auto Scaling and finish the wizard with Update Service.":
    "Acrescente-a em Set Auto Scaling e conclua o assistente com Update Service.",
  Alarm: "Alarme",
  "Alarm history of": "Histórico de alarmes de",
  "AlarmHigh begins at the target value": "AlarmHigh começa no valor da meta",
  "AlarmHigh may act": "AlarmHigh pode agir",
  "AlarmHigh needs {needed} datapoints in a row above {threshold} %, and has {datapoints}. Each takes a minute to fill and about another to be published.":
    "AlarmHigh precisa de {needed} pontos de dados seguidos acima de {threshold} % e tem {datapoints}. Cada um leva um minuto para se completar e cerca de outro para ser publicado.",
  "AlarmHigh rings": "AlarmHigh toque",
  "AlarmHigh watches for too much load": "AlarmHigh vigia o excesso de carga",
  "AlarmHigh went to ALARM": "AlarmHigh entrou em ALARM",
  "AlarmLow begins at 90 % of the target value": "AlarmLow começa em 90 % do valor da meta",
  "AlarmLow needs {needed} datapoints in a row below {threshold} %, and has {datapoints}: about {left} more minutes of account time. It is {now} there.":
    "AlarmLow precisa de {needed} pontos de dados seguidos abaixo de {threshold} % e tem {datapoints}: faltam cerca de {left} minutos do tempo da conta. Lá são {now}.",
  "AlarmLow needs {needed} datapoints in a row below {threshold} %.":
    "AlarmLow precisa de {needed} pontos de dados seguidos abaixo de {threshold} %.",
  "AlarmLow watches for too little load": "AlarmLow vigia a falta de carga",
  "An alarm costs money every month, also when nobody listens to it.":
    "Um alarme custa dinheiro todo mês, mesmo que ninguém o escute.",
  "An alarm that was changed by hand no longer says what the policy means.":
    "Um alarme alterado à mão já não diz o que a política quer dizer.",
  "As long as it stays above {threshold} %, no task is removed.":
    "Enquanto ficar acima de {threshold} %, nenhuma tarefa é removida.",
  "As long as it stays below, there is no reason to add tasks.":
    "Enquanto ficar abaixo, não há motivo para acrescentar tarefas.",
  "At 4 % the lightest load takes the service to five tasks, and it hardly ever comes back.":
    "Com 4 %, a menor carga leva o serviço a cinco tarefas, e ele quase nunca volta.",
  "CPU utilisation had been above the target": "O uso de CPU já esteve acima da meta",
  "CPU utilisation is below the scale-in threshold again": "O uso de CPU está de novo abaixo do limite de redução",
  "CPU utilisation passed the target": "O uso de CPU passou da meta",
  "Choose Do not adjust the service's desired count in Set Auto Scaling, and finish the wizard with Update Service.":
    "Em Set Auto Scaling escolha Do not adjust the service's desired count e conclua o assistente com Update Service.",
  "CloudWatch has a minute of CPU utilisation above the target":
    "o CloudWatch tenha um minuto de uso de CPU acima da meta",
  "CloudWatch has no datapoints of this service: it publishes them while at least one task runs.":
    "O CloudWatch não tem pontos de dados deste serviço: ele os publica enquanto há pelo menos uma tarefa em execução.",
  "Connect the account again, then press Check.": "Conecte a conta de novo e pressione Verificar.",
  "Cooldowns are given in seconds, so {actual} is no pause at all; if minutes were meant, multiply by 60. With so short a cooldown the next decision comes before the last one shows in the metric.":
    "O período de espera é dado em segundos, então {actual} não é pausa nenhuma; se eram minutos, multiplique por 60. Com uma espera tão curta, a próxima decisão vem antes de a anterior aparecer na métrica.",
  "Cooldowns are given in seconds: 1800 is half an hour between two steps.":
    "O período de espera é dado em segundos: 1800 é meia hora entre dois passos.",
  "Cooldowns are given in seconds: 30000 is more than eight hours between two steps.":
    "O período de espera é dado em segundos: 30000 são mais de oito horas entre dois passos.",
  "Delete the alarms that no policy owns any more": "Excluir os alarmes que já não pertencem a nenhuma política",
  "Delete the alarms that were changed by hand; saving the policy makes them anew":
    "Excluir os alarmes alterados à mão; salvar a política os cria de novo",
  "Delete the scaling policy {name}, which would act first":
    "Excluir a política de escalabilidade {name}, que agiria primeiro",
  "Delete the scaling policy {name}, whose name is needed":
    "Excluir a política de escalabilidade {name}, cujo nome é necessário",
  "Deregistering the target deletes its policies, and with them their alarms.":
    "Cancelar o registro do destino apaga suas políticas e, com elas, os alarmes.",
  "Desired number of tasks": "Número desejado de tarefas",
  "Do the step “{title}”": "Fazer o passo “{title}”",
  "Each step then holds the next one in its direction back for longer than this workshop waits.":
    "Cada passo segura o próximo na mesma direção por mais tempo do que este workshop espera.",
  "Enable its actions.": "Ative as ações dele.",
  "Go through the chapters first.": "Percorra primeiro os capítulos.",
  "Go through the wizard once more and finish it with Update Service.":
    "Percorra o assistente mais uma vez e conclua com Update Service.",
  "In Set Auto Scaling choose Add scaling policy, save it, and finish the wizard with Update Service.":
    "Em Set Auto Scaling escolha Add scaling policy, salve e conclua o assistente com Update Service.",
  "In Set Auto Scaling choose Configure Service Auto Scaling to adjust your service's desired count, and finish the wizard with Update Service.":
    "Em Set Auto Scaling escolha Configure Service Auto Scaling to adjust your service's desired count e conclua o assistente com Update Service.",
  "It did not happen within {minutes, plural, one {# minute} other {# minutes}} of account time.":
    "Não aconteceu em {minutes, plural, one {# minuto} other {# minutos}} do tempo da conta.",
  "It needs {needed} datapoints in a row above {threshold} %; {seen, plural, =0 {there are none yet} other {the newest are {latest}}}.":
    "Ele precisa de {needed} pontos de dados seguidos acima de {threshold} %; {seen, plural, =0 {ainda não há nenhum} other {os mais novos são {latest}}}.",
  "Its scaling policies are gone": "As políticas de escalabilidade dele não existem mais",
  "Its threshold is {threshold} %, and a task of this service uses 100 % at most.":
    "Seu limite é {threshold} %, e uma tarefa deste serviço usa no máximo 100 %.",
  "Keep the load running until AlarmHigh has scaled the service out.":
    "Mantenha a carga até que AlarmHigh tenha expandido o serviço.",
  "Let Service Auto Scaling keep between {min} and {max} tasks":
    "Deixar o Service Auto Scaling manter entre {min} e {max} tarefas",
  "Let Service Auto Scaling leave the desired number of tasks alone; its policies and their alarms go too":
    "Fazer o Service Auto Scaling não mexer mais no número desejado de tarefas; as políticas e seus alarmes também vão embora",
  "Let the alarm {alarm} call {policy}": "Fazer o alarme {alarm} chamar {policy}",
  "Let the scheduled action {name} set between {min} and {max} tasks":
    "Fazer a ação programada {name} definir entre {min} e {max} tarefas",
  "Load is running since {started}. Its first whole minute is that of {firstWhole}; CloudWatch publishes it about a minute after it has ended. {newest, select, null {No datapoint is there yet.} other {The newest datapoint is of {newest}.}}":
    "A carga roda desde {started}. Seu primeiro minuto completo é o das {firstWhole}; o CloudWatch o publica cerca de um minuto depois de terminar. {newest, select, null {Ainda não há ponto de dados.} other {O ponto de dados mais novo é das {newest}.}}",
  "Load stopped at {stopped}. {minutes} of {needed} quiet minutes are published, each about a minute after it has ended; the newest datapoint is of {newest}.":
    "A carga parou às {stopped}. {minutes} de {needed} minutos calmos foram publicados, cada um cerca de um minuto depois de terminar; o ponto de dados mais novo é das {newest}.",
  "Load that never came cannot stop.": "Uma carga que nunca veio não pode parar.",
  "Look whether the connection to AWS works, then press Check once more.":
    "Veja se a conexão com a AWS funciona e pressione Verificar de novo.",
  "Make the scaling policy {name}, which adds tasks":
    "Criar a política de escalabilidade {name}, que acrescenta tarefas",
  "Make the scaling policy {name}, which keeps {metric} at {target}":
    "Criar a política de escalabilidade {name}, que mantém {metric} em {target}",
  "Make the scaling policy {name}, which removes tasks":
    "Criar a política de escalabilidade {name}, que remove tarefas",
  "Mark it as read when you have.": "Marque como lido quando tiver lido.",
  "Maximum number of tasks": "Número máximo de tarefas",
  Metric: "Métrica",
  "Metrics, alarm history, scaling activities and events up to now, and whatever else you made in this account":
    "Métricas, histórico de alarmes, atividades de escalabilidade e eventos até agora, e tudo o mais que você criou nesta conta",
  "Minimum and maximum are the same: the service has no room to scale, whatever the policy says.":
    "Mínimo e máximo são iguais: o serviço não tem espaço para escalar, diga a política o que disser.",
  "Minimum number of tasks": "Número mínimo de tarefas",
  "Press Check once more in a moment.": "Pressione Verificar de novo em instantes.",
  "Press Check once more; if it stays so, tell whoever runs the workshop.":
    "Pressione Verificar de novo; se continuar assim, avise quem mantém o workshop.",
  "Requests arrive, but the service has no healthy task: {running} of {desired} run, and the load balancer answers 503. Requests that reach no task cost no CPU. Set the desired count to at least one, and wait until it runs.":
    "Chegam requisições, mas o serviço não tem tarefa íntegra: {running} de {desired} em execução, e o balanceador responde 503. Requisições que não chegam a uma tarefa não gastam CPU. Defina o número desejado em pelo menos uma e espere até que esteja em execução.",
  "Requests cost this application CPU time and hardly any memory, so memory stays flat and the policy never acts.":
    "Requisições custam a esta aplicação tempo de CPU e quase nenhuma memória; a memória fica estável e a política nunca age.",
  "Save the scaling policy {name}, which keeps {metric} at {target}":
    "Salvar a política de escalabilidade {name}, que mantém {metric} em {target}",
  "Saving the policy once more makes both alarms anew.": "Salvar a política mais uma vez cria os dois alarmes de novo.",
  "Scalable target": "Destino escalável",
  "Scale-in cooldown period": "Período de espera da redução (scale-in cooldown)",
  "Scale-in is enabled": "A redução (scale-in) está ativada",
  "Scale-in is not suspended": "A redução (scale-in) não está suspensa",
  "Scale-out cooldown period": "Período de espera da expansão (scale-out cooldown)",
  "Scale-out is not suspended": "A expansão (scale-out) não está suspensa",
  "Scaling activities of": "Atividades de escalabilidade de",
  "Scaling policy": "Política de escalabilidade",
  "Send load with {users, plural, one {# user} other {# users}}":
    "Enviar carga com {users, plural, one {# usuário} other {# usuários}}",
  Service: "Serviço",
  "Service Auto Scaling had been configured": "O Service Auto Scaling já esteve configurado",
  "Service Auto Scaling was configured in {otherRegion}, but the service of this workshop runs in {region}: a Region knows nothing of another. Choose {region} and do it there.":
    "O Service Auto Scaling foi configurado em {otherRegion}, mas o serviço deste workshop roda em {region}: uma região nada sabe da outra. Escolha {region} e faça lá.",
  "Set the desired number of tasks to {desired}": "Definir o número desejado de tarefas como {desired}",
  "Skip account time until {awaits}": "Avançar o tempo da conta até que {awaits}",
  "So far no alarm has asked for that many.": "Até agora nenhum alarme pediu tantas.",
  "Start from one task: only then is the first scale-out seen.":
    "Comece com uma tarefa: só assim se vê a primeira expansão.",
  "Start the account over": "Recomeçar a conta",
  "Start the account over, as the workshop's service is gone, and then do what the step asks":
    "Recomeçar a conta, já que o serviço do workshop sumiu, e depois fazer o que o passo pede",
  "Start the load, and keep it running.": "Inicie a carga e deixe-a rodando.",
  "Start {asked} users in the load panel; CloudWatch shows a minute about a minute after it has ended.":
    "Inicie {asked} usuários no painel de carga; o CloudWatch mostra um minuto cerca de um minuto depois de ele terminar.",
  "Start {users} users first.": "Inicie primeiro {users} usuários.",
  "Stop the load": "Parar a carga",
  "Stop the load and wait: scaling in is slow on purpose.": "Pare a carga e espere: a redução é lenta de propósito.",
  "Stop the load; CloudWatch shows a minute about a minute after it has ended.":
    "Pare a carga; o CloudWatch mostra um minuto cerca de um minuto depois de ele terminar.",
  "Target value": "Valor da meta (target value)",
  "The account could not be reached.": "Não foi possível alcançar a conta.",
  "The account did not answer in time.": "A conta não respondeu a tempo.",
  "The check can look at the account": "A verificação consegue olhar a conta",
  "The check met a situation it was not made for.": "A verificação encontrou uma situação para a qual não foi feita.",
  "The datapoints are there; the alarm looks at them once a minute.":
    "Os pontos de dados estão lá; o alarme os avalia uma vez por minuto.",
  "The desired count is {desired} and {running} run: {event}":
    "O número desejado é {desired} e {running} estão em execução: {event}",
  "The desired count is {desired}, but no alarm asked for it: somebody set it. Let it come back to one, then let the policy do it.":
    "O número desejado é {desired}, mas nenhum alarme o pediu: alguém o definiu. Deixe-o voltar a um e então deixe a política agir.",
  "The desired count of {desired}": "O número desejado de tarefas, {desired}",
  "The desired count was set outside the bounds {min} to {max}. ECS accepts that, and Service Auto Scaling brings it back only when an alarm asks for something or the bounds are registered again. Set it to a number inside them.":
    "O número desejado foi definido fora dos limites {min} a {max}. O ECS aceita isso, e o Service Auto Scaling só o traz de volta quando um alarme pede algo ou os limites são registrados de novo. Defina um número dentro deles.",
  "The last step was “{description}” ({status}). AlarmLow is looked at once a minute and takes the next task while it stays in ALARM.":
    "O último passo foi “{description}” ({status}). AlarmLow é avaliado uma vez por minuto e tira a próxima tarefa enquanto ficar em ALARM.",
  "The last step was “{description}” The next one follows while CPU utilisation stays above the target. {desired} tasks are desired, {running} run.":
    "O último passo foi “{description}” O próximo vem enquanto o uso de CPU ficar acima da meta. {desired} tarefas desejadas, {running} em execução.",
  "The load of {count, plural, one {# user} other {# users}}":
    "A carga de {count, plural, one {# usuário} other {# usuários}}",
  "The next chapters watch this metric.": "Os próximos capítulos acompanham essa métrica.",
  "The permissions of the workshop's role in this account lack what AWS names; whoever connected the account can add it.":
    "Faltam às permissões da função do workshop nesta conta o que a AWS indica; quem conectou a conta pode acrescentar.",
  "The statement to add to their policy: {statement}": "A instrução a acrescentar à política: {statement}",
  "{action} is not allowed for {principal}.": "{action} não é permitido para {principal}.",
  "The policy had scaled the service out": "A política já tinha expandido o serviço",
  "The policy has scale-in disabled, so it has made no AlarmLow, and the service never comes back from five tasks.":
    "A política está com a redução desativada, então não criou AlarmLow, e o serviço nunca volta de cinco tarefas.",
  "The policy has scale-in disabled, so it never removes a task. Edit it and leave Disable scale-in empty.":
    "A política está com a redução desativada, então nunca remove uma tarefa. Edite-a e deixe Disable scale-in desmarcado.",
  "The policy is there, but {alarm} was deleted at {deletedAt}, so nothing tells the policy any more.":
    "A política existe, mas {alarm} foi apagado às {deletedAt}, e nada mais avisa a política.",
  "The policy scaled the service in to one task": "A política reduziu o serviço a uma tarefa",
  "The policy scaled the service out to five tasks": "A política expandiu o serviço para cinco tarefas",
  "The policy tracks the service's average CPU utilisation": "A política acompanha o uso médio de CPU do serviço",
  "The policy wanted fewer, but the scalable target ends at a minimum of {floor}.":
    "A política queria menos, mas o destino escalável termina no mínimo de {floor}.",
  "The policy wanted more, but the scalable target ends at a maximum of {limit}. Raise it to {needed}.":
    "A política queria mais, mas o destino escalável termina no máximo de {limit}. Aumente-o para {needed}.",
  "The scalable target is gone": "O destino escalável não existe mais",
  "The scalable target is suspended in this direction: the service stays as large as it is after the load has gone. Register it again with DynamicScalingInSuspended=false.":
    "O destino escalável está suspenso nesta direção: o serviço fica do tamanho que está depois que a carga acaba. Registre-o de novo com DynamicScalingInSuspended=false.",
  "The scalable target is suspended in this direction: the service stays as small as it is, whatever its load. Register it again with DynamicScalingOutSuspended=false.":
    "O destino escalável está suspenso nesta direção: o serviço fica do tamanho que está, qualquer que seja a carga. Registre-o de novo com DynamicScalingOutSuspended=false.",
  "The scalable target of {resource}, from {min} to {max} tasks":
    "O destino escalável de {resource}, de {min} a {max} tarefas",
  "The scaling policy {name}": "A política de escalabilidade {name}",
  "The scheduled action {name}": "A ação programada {name}",
  "The service has a target tracking policy": "O serviço tem uma política de rastreamento de meta (target tracking)",
  "The service has no scaling policy any more, so nothing scales it in. Configure it again, or set the desired count yourself.":
    "O serviço não tem mais política de escalabilidade, então nada o reduz. Configure-a de novo ou defina você o número desejado.",
  "The service has no target tracking policy, so there is no AlarmHigh. Configure the policy of the chapter before.":
    "O serviço não tem política de rastreamento de meta, então não há AlarmHigh. Configure a política do capítulo anterior.",
  "The service is a scalable target": "O serviço é um destino escalável",
  "The service is in the account": "O serviço está na conta",
  "The target is given in percent: a fraction as small as this is passed by an idle task, so the service would stay at its maximum.":
    "A meta é dada em porcentagem: uma fração tão pequena é ultrapassada até por uma tarefa ociosa, e o serviço ficaria no máximo.",
  "The workshop scales {service} in {cluster}. Start over with the workshop's state to get it back.":
    "O workshop escala {service} em {cluster}. Recomece com o estado do workshop para tê-lo de volta.",
  "The workshop's service is not in this account, and it cannot start over.":
    "O serviço do workshop não está nesta conta, e ela não pode recomeçar.",
  "Their alarms are gone": "Os alarmes delas não existem mais",
  "There is no worked solution for this step; the chapter has all its commands.":
    "Não há solução pronta para este passo; o capítulo tem todos os comandos dele.",
  "There is no {a_kind} {resource} in {region} yet.": "Ainda não há {a_kind} {resource} em {region}.",
  "There is nothing to clean up in an account that never had a policy.":
    "Não há o que limpar numa conta que nunca teve uma política.",
  "There is nothing to scale in before that.": "Antes disso não há o que reduzir.",
  "There was a target tracking policy, and its alarms went with it when it was deleted: alarms of target tracking live as long as their policy. Add the policy again.":
    "Havia uma política de rastreamento de meta, e seus alarmes se foram com ela quando foi apagada: os alarmes vivem enquanto vive a política. Acrescente a política de novo.",
  "This account cannot start over, so the step cannot be brought to its beginning.":
    "Esta conta não pode recomeçar, então o passo não pode ser levado ao seu início.",
  "This says nothing about what you did.": "Isso não diz nada sobre o que você fez.",
  "This step is about something that has to happen, and this account can neither send load by itself nor skip time.":
    "Este passo trata de algo que precisa acontecer, e esta conta não pode enviar carga sozinha nem avançar o tempo.",
  "Wait half a minute, then press Check once more.": "Espere meio minuto e pressione Verificar de novo.",
  "Where it is left out AWS takes 300 seconds for ECS services: each step then holds the next one in its direction back for five minutes.":
    "Quando não é informado, a AWS usa 300 segundos para serviços do ECS: cada passo segura o próximo na mesma direção por cinco minutos.",
  "With a maximum of {actual} the peak is cut off: the load of this workshop needs five tasks.":
    "Com um máximo de {actual} o pico é cortado: a carga deste workshop precisa de cinco tarefas.",
  "With a maximum of {actual} the service may grow beyond the five tasks that the next chapters show, and beyond the room on the two instances.":
    "Com um máximo de {actual} o serviço pode crescer além das cinco tarefas que os próximos capítulos mostram e além do espaço nas duas instâncias.",
  "With a minimum of 0 the service may end without any task, and a service without tasks has no CPU utilisation to scale on.":
    "Com um mínimo de 0 o serviço pode acabar sem nenhuma tarefa, e um serviço sem tarefas não tem uso de CPU pelo qual escalar.",
  "With a minimum of {actual} the service never scales in below that, so the way back to one task would not be seen.":
    "Com um mínimo de {actual} o serviço nunca se reduz abaixo disso, e não se veria o caminho de volta a uma tarefa.",
  "With a shorter cooldown the next decision may come before the last one shows in the metric.":
    "Com uma espera mais curta, a próxima decisão pode vir antes de a anterior aparecer na métrica.",
  "With its actions disabled the alarm rings and nobody hears it.":
    "Com as ações desativadas o alarme toca e ninguém ouve.",
  "With scale-in disabled the policy only adds tasks: the service stays at five after the load has gone. Edit the policy and leave Disable scale-in empty.":
    "Com a redução desativada a política só acrescenta tarefas: o serviço fica em cinco depois que a carga acaba. Edite a política e deixe Disable scale-in desmarcado.",
  "Without it nothing tells the policy to scale in.": "Sem ele nada diz à política para reduzir.",
  "Without it nothing tells the policy to scale out.": "Sem ele nada diz à política para expandir.",
  "You have read this": "Você leu isto",
  "You marked it as read; nothing was asked of the account.": "Você marcou como lido; nada foi perguntado à conta.",
  "Your {users} users are fewer than are needed to pass the target. Start {asked}.":
    "Seus {users} usuários são menos do que é preciso para passar da meta. Inicie {asked}.",
  "above {least}": "acima de {least}",
  alarm: "alarme",
  "alarms made and deleted": "alarmes criados e apagados",
  "an alarm of yours has asked for five tasks": "um alarme seu tenha pedido cinco tarefas",
  "at least {least}": "pelo menos {least}",
  "below {most}": "abaixo de {most}",
  "both policies have agreed and one task is left": "as duas políticas tenham concordado e reste uma tarefa",
  changed: "alterado",
  "desired count set by AlarmHigh": "número desejado definido por AlarmHigh",
  "desired count set by AlarmLow": "número desejado definido por AlarmLow",
  "five tasks are desired": "cinco tarefas sejam desejadas",
  "highest Average": "maior Average",
  "largest desired count set by AlarmHigh": "maior número desejado definido por AlarmHigh",
  "made anew": "criado de novo",
  "minutes in a row below {threshold} % after the peak": "minutos seguidos abaixo de {threshold} % depois do pico",
  "not set": "não definido",
  "one policy has asked for more tasks": "uma política tenha pedido mais tarefas",
  policy: "política",
  registered: "registrado",
  "scalable target": "destino escalável",
  "the evening's schedule has run": "o agendamento da noite tenha sido executado",
  "the morning's schedule has run": "o agendamento da manhã tenha sido executado",
  "the policy has scaled the service in to one task": "a política tenha reduzido o serviço a uma tarefa",
  "the policy has scaled the service out to five tasks": "a política tenha expandido o serviço para cinco tarefas",
  "the policy on requests has asked for five tasks": "a política de requisições tenha pedido cinco tarefas",
  "the service is back at one task": "o serviço tenha voltado a uma tarefa",
  there: "presente",
  "this page": "esta página",
  "three quiet minutes are published": "três minutos calmos estejam publicados",
  "{count, plural, one {# CloudWatch alarm} other {# CloudWatch alarms}}":
    "{count, plural, one {# alarme do CloudWatch} other {# alarmes do CloudWatch}}",
  "{elsewhere} belongs to {elsewhereResource}: it scales that service, not this one. Add the policy to {service}.":
    "{elsewhere} pertence a {elsewhereResource}: escala aquele serviço, não este. Acrescente a política a {service}.",
  "{elsewhere} is a scalable target, and so another service would be scaled. Register {service}.":
    "{elsewhere} é um destino escalável, e assim outro serviço seria escalado. Registre {service}.",
  "{elsewhere} is a scalable target, in another cluster. The service of this workshop is {service}: register that one.":
    "{elsewhere} é um destino escalável, em outro cluster. O serviço deste workshop é {service}: registre esse.",
  "{field} is looked at as soon as there is a {a_kind} {resource}.":
    "{field} é verificado assim que houver {a_kind} {resource}.",
  "{kind} {resource} is gone.": "{kind} {resource}: não existe mais.",
  "{kind} {resource} is still there.": "{kind} {resource}: ainda existe.",
  "{kind} {resource} is there.": "{kind} {resource}: existe.",
  "{kind} {resource}: {field} is {actual}, expected {expected}.":
    "{kind} {resource}: {field} é {actual}; o esperado é {expected}.",
  "{kind} {resource}: {field} is {actual}.": "{kind} {resource}: {field} é {actual}.",
  "{least} to {most}": "de {least} a {most}",
  "{other} is a {otherType} policy: it follows steps that you give it and holds no target by itself. Add a policy of the type target tracking.":
    "{other} é uma política {otherType}: segue degraus que você define e não mantém uma meta por si. Acrescente uma política do tipo target tracking.",
  "{users} users still send requests. Press Stop in the load panel.":
    "{users} usuários ainda enviam requisições. Pressione Stop no painel de carga.",
  "“{description}” is in progress since {at}. {desired} tasks are desired, {running} run.":
    "“{description}” está em andamento desde {at}. {desired} tarefas desejadas, {running} em execução.",
  "A lower maximum brought the desired count down": "Um máximo mais baixo reduziu o número desejado",
  "A lower minimum only allows fewer tasks; a lower maximum asks for them.":
    "Um mínimo mais baixo só permite menos tarefas; um máximo mais baixo as exige.",
  "A minimum at or below the desired count changes nothing.":
    "Um mínimo igual ou abaixo do número desejado não muda nada.",
  "A minimum had lifted the desired count": "Um mínimo já tinha elevado o número desejado",
  "A scheduled action has run": "Uma ação programada foi executada",
  "A scheduled action lowers the maximum again": "Uma ação programada baixa o máximo de novo",
  "A scheduled action raises the minimum": "Uma ação programada eleva o mínimo",
  "A step scaling policy adds tasks": "Uma política de degraus (step scaling) acrescenta tarefas",
  "A step scaling policy does nothing by itself: an alarm has to hold its ARN in its actions.":
    "Uma política de degraus não faz nada por si: um alarme precisa ter o ARN dela em suas ações.",
  "A step scaling policy removes tasks": "Uma política de degraus (step scaling) remove tarefas",
  "A step scaling policy scaled the service in to one task": "Uma política de degraus reduziu o serviço a uma tarefa",
  "A step scaling policy scaled the service out to five tasks":
    "Uma política de degraus expandiu o serviço para cinco tarefas",
  "An alarm calls the policy that adds tasks": "Um alarme chama a política que acrescenta tarefas",
  "An alarm calls the policy that removes tasks": "Um alarme chama a política que remove tarefas",
  "Let the morning come first.": "Deixe primeiro a manhã chegar.",
  "Make a second step scaling policy whose adjustments are below zero.":
    "Crie uma segunda política de degraus com ajustes abaixo de zero.",
  "Make a step scaling policy whose adjustments are above zero.":
    "Crie uma política de degraus com ajustes acima de zero.",
  "Put one whose MaxCapacity is below that minimum.": "Crie uma cujo MaxCapacity fique abaixo desse mínimo.",
  "Put one whose MinCapacity is 2 or more.": "Crie uma cujo MinCapacity seja 2 ou mais.",
  "Register it with a minimum of 1 and a maximum of 5.": "Registre-o com um mínimo de 1 e um máximo de 5.",
  "Scheduled action": "Ação programada",
  "Skip ahead until the hour of the second schedule is past.": "Avance até passar a hora da segunda programação.",
  "Skip ahead with the clock until the hour of your schedule is past.":
    "Avance o relógio até passar a hora da sua programação.",
  "Start 600 users in the load panel and keep them.": "Inicie 600 usuários no painel de carga e mantenha-os.",
  "Stop the load and wait some minutes of account time.": "Pare a carga e espere alguns minutos do tempo da conta.",
  "The new minimum lifted the desired count": "O novo mínimo elevou o número desejado",
  "The policy that removes tasks is called while its alarm is in ALARM.":
    "A política que remove tarefas é chamada enquanto seu alarme está em ALARM.",
  "Without it the service only ever grows.": "Sem ela o serviço só cresce.",
  "Without it the tasks of the morning stay.": "Sem ela as tarefas da manhã ficam.",
  "desired count set by a maximum": "número desejado definido por um máximo",
  "desired count set by a minimum": "número desejado definido por um mínimo",
  "desired count set by an alarm of yours after the peak": "número desejado definido por um alarme seu depois do pico",
  "largest desired count set by an alarm of yours": "maior número desejado definido por um alarme seu",
  "scheduled actions that ran": "ações programadas executadas",
  "{action} sets a minimum and no maximum below it: a lower minimum allows fewer tasks and asks for none to go, so the service would keep what it has.":
    "{action} define um mínimo e nenhum máximo abaixo dele: um mínimo mais baixo permite menos tarefas e não manda nenhuma embora, então o serviço ficaria com o que tem.",
  "{other} tracks a target: it works out the number of tasks and makes its own alarms. In this lab you say the steps yourself.":
    "{other} acompanha uma meta: calcula o número de tarefas e cria os próprios alarmes. Neste laboratório quem define os degraus é você.",
  "A policy tracks the requests per target": "Uma política acompanha as requisições por destino",
  "Put a target tracking policy on ALBRequestCountPerTarget.":
    "Crie uma política de target tracking sobre ALBRequestCountPerTarget.",
  "{other} follows another metric. This lab counts requests: put a policy on ALBRequestCountPerTarget.":
    "{other} segue outra métrica. Este laboratório conta requisições: crie uma política sobre ALBRequestCountPerTarget.",
  "Its label names the service's own target group": "O rótulo nomeia o grupo de destino do próprio serviço",
  "target group of the ResourceLabel": "grupo de destino do ResourceLabel",
  "Requests of another target group say nothing about this service.":
    "Requisições de outro grupo de destino nada dizem sobre este serviço.",
  "With a higher target the first decision may ask for fewer than five tasks.":
    "Com uma meta mais alta a primeira decisão pode pedir menos de cinco tarefas.",
  "{actual} looks like a percentage. The unit is requests per minute for each task, so a target this low holds the service at its maximum for a handful of visitors.":
    "{actual} parece uma porcentagem. A unidade são requisições por minuto para cada tarefa; uma meta tão baixa segura o serviço no máximo por causa de poucos visitantes.",
  "The policy on requests went to five tasks": "A política sobre requisições chegou a cinco tarefas",
  "desired count set by the policy on requests": "número desejado definido pela política sobre requisições",
  "A first policy tracks a target": "Uma primeira política acompanha uma meta",
  "Put a target tracking policy on ECSServiceAverageCPUUtilization.":
    "Crie uma política de target tracking sobre ECSServiceAverageCPUUtilization.",
  "A second policy tracks another metric and may scale in":
    "Uma segunda política acompanha outra métrica e pode reduzir",
  "{other} has scale-in disabled, so it is not asked when tasks are to go. In this lab both policies have a say: put it again without DisableScaleIn.":
    "{other} está com a redução desativada e por isso não é consultada quando tarefas devem sair. Neste laboratório as duas políticas opinam: crie-a de novo sem DisableScaleIn.",
  "Put one more target tracking policy, on another metric.":
    "Crie mais uma política de target tracking, sobre outra métrica.",
  "One policy was enough to scale out": "Uma política bastou para expandir",
  "All policies agreed, and the service came back to one task":
    "Todas as políticas concordaram, e o serviço voltou a uma tarefa",
  "Every target tracking policy that may scale in has to agree.":
    "Cada política de target tracking que pode reduzir precisa concordar.",
  "A further policy tracks the requests per target": "Mais uma política acompanha as requisições por destino",
  "A higher minimum lifted its desired count": "Um mínimo mais alto elevou a contagem desejada",
  "The first step did the same for every day.": "O primeiro passo fez o mesmo para todos os dias.",
  "A policy tracks its average CPU utilisation": "Uma política acompanha o uso médio de CPU dele",
  "A request costs 8 milliseconds of CPU, and a task has a quarter of a CPU.":
    "Uma requisição custa 8 milissegundos de CPU, e uma tarefa tem um quarto de CPU.",
  "A scheduled action runs on Saturdays at ten": "Uma ação agendada roda aos sábados às dez",
  "A second step begins where the first one ends: its upper bound is the first one's lower bound.":
    "Um segundo degrau começa onde o primeiro termina: seu limite superior é o limite inferior do primeiro.",
  "A service keeps as many tasks running as its desired count says.":
    "Um serviço mantém em execução tantas tarefas quantas diz sua contagem desejada.",
  "A step scaling policy removes tasks, further down":
    "Uma política de escalonamento em degraus remove tarefas, mais abaixo",
  "The first step did the same with six requests a second.":
    "O primeiro passo fez o mesmo com seis requisições por segundo.",
  "The step about the policy did the same for the first service, with another target.":
    "O passo sobre a política fez o mesmo para o primeiro serviço, com outra meta.",
  "Another one may need another size, and then the room on the instances is another.":
    "Outra pode precisar de outro tamanho, e então o espaço nas instâncias é outro.",
  "Another time zone is another hour.": "Outro fuso horário é outra hora.",
  "At ten in Lisbon": "Às dez em Lisboa",
  "The first step put two policies; this is one more, with the label of the lab on requests.":
    "O primeiro passo criou duas políticas; esta é mais uma, com o rótulo do laboratório sobre requisições.",
  "Each task is to take two requests a second": "Cada tarefa deve receber duas requisições por segundo",
  "Fifteen points below it two go at once": "Quinze pontos abaixo dele saem duas de uma vez",
  "Five points below the threshold one task goes": "Cinco pontos abaixo do limiar sai uma tarefa",
  "It asks for two tasks at least": "Ela pede pelo menos duas tarefas",
  "It goes on running two tasks, with nobody using them.": "Ele continua executando duas tarefas que ninguém usa.",
  "It keeps two tasks": "Ele mantém duas tarefas",
  "It only helps to grow": "Ela só ajuda a crescer",
  "Its alarms are gone": "Os alarmes dele não existem mais",
  "Its largest number of tasks": "Seu maior número de tarefas",
  "Its scalable target is gone": "O destino escalável dele não existe mais",
  "Its smallest number of tasks": "Seu menor número de tarefas",
  "Its target value": "O valor da meta dele",
  "Move the range, not the desired count; the step about the events shows where the reason stands.":
    "Mova a faixa, não a contagem desejada; o passo sobre os eventos mostra onde está o motivo.",
  "Near the threshold the policy should be careful.": "Perto do limiar a política deve ser cautelosa.",
  "One task was busy and not full": "Uma tarefa ficou ocupada, mas não cheia",
  "The step about the range did the same for the first service, with other numbers.":
    "O passo sobre a faixa fez o mesmo para o primeiro serviço, com outros números.",
  "Set it with update-service, or create the service anew.": "Defina-a com update-service, ou crie o serviço de novo.",
  "So far no activity says that a minimum asked for three tasks.":
    "Até agora nenhuma atividade diz que um mínimo pediu três tarefas.",
  "The step before did the same for the first service.": "O passo anterior fez o mesmo para o primeiro serviço.",
  "The day of the week is the fifth field, and the day of the month is then a question mark.":
    "O dia da semana é o quinto campo, e o dia do mês é então um ponto de interrogação.",
  "The desired count is {desired}, but no new minimum asked for it: somebody set it. Set it back to 2, then raise the minimum.":
    "A contagem desejada é {desired}, mas nenhum novo mínimo a pediu: alguém a definiu. Volte para 2 e então aumente o mínimo.",
  "The last step of chapter 1 makes it with one command.": "O último passo do capítulo 1 o cria com um comando.",
  "The load was shared by {tasks} tasks. One task alone should take it: let the service come back to one first.":
    "A carga foi dividida entre {tasks} tarefas. Uma única tarefa deve recebê-la: deixe primeiro o serviço voltar a uma.",
  "The other service had been there": "O outro serviço tinha existido",
  "The other service is a scalable target": "O outro serviço é um destino escalável",
  "The other service is gone": "O outro serviço não existe mais",
  "The other service is in the cluster": "O outro serviço está no cluster",
  "The target counts the requests that one task gets in a minute.":
    "A meta conta as requisições que uma tarefa recebe em um minuto.",
  "The task asks for a range up to eight.": "O exercício pede uma faixa de até oito.",
  "The task asks for a service that is held near 60 %.": "O exercício pede um serviço mantido perto de 60 %.",
  "The task asks for two.": "O exercício pede duas.",
  "There is nothing to take away from a cluster that never had it.":
    "Não há o que remover de um cluster que nunca o teve.",
  "They are of the same task definition": "Elas são da mesma definição de tarefa",
  "This policy has a say in scaling in too: with it the service only shrinks when requests are few as well. Put it again with DisableScaleIn.":
    "Esta política também opina na redução: com ela o serviço só encolhe quando as requisições também são poucas. Grave-a de novo com DisableScaleIn.",
  "The first step had two such steps on the way up.": "O primeiro passo tinha dois degraus assim no caminho de subida.",
  "The first step makes it; this task changes its steps.": "O primeiro passo a cria; este exercício muda seus degraus.",
  "Two tasks survive the loss of one.": "Duas tarefas sobrevivem à perda de uma.",
  "Without a time zone the hour is one of UTC, and in Lisbon it moves with the summer time.":
    "Sem fuso horário a hora é de UTC, e em Lisboa ela muda com o horário de verão.",
  "Work out how many users that is, as the chapter did for six hundred, and start them on one task.":
    "Calcule quantos usuários são, como o capítulo fez para seiscentos, e inicie-os com uma tarefa.",
  "made and deleted": "criado e apagado",
  "minutes in a row between {least} and {most} % with one task":
    "minutos seguidos entre {least} e {most} % com uma tarefa",
  "task definition": "definição de tarefa",
  "tasks at 15 points below the threshold": "tarefas a 15 pontos abaixo do limiar",
  "tasks at 5 points below the threshold": "tarefas a 5 pontos abaixo do limiar",
  "{actual} is a number per second. ALBRequestCountPerTarget counts the requests of a minute.":
    "{actual} é um número por segundo. ALBRequestCountPerTarget conta as requisições de um minuto.",
  "{actual} is the number of the first service. This task has numbers of its own.":
    "{actual} é o número do primeiro serviço. Este exercício tem números próprios.",
  "{first} has the numbers that {service} should have. Give the first service its own back, 1 to 5 tasks at 40 %, and register {service}.":
    "{first} tem os números que {service} deveria ter. Devolva ao primeiro serviço os dele, 1 a 5 tarefas a 40 %, e registre {service}.",
  "the deleted service {name} has drained": "o serviço apagado {name} tiver se esvaziado",
  "Let {name} keep {count} tasks": "Fazer {name} manter {count} tarefas",
  "Make the service {name}, which keeps {count} tasks": "Criar o serviço {name}, que mantém {count} tarefas",
  "Let Service Auto Scaling keep between {min} and {max} tasks of {name}":
    "Fazer o Service Auto Scaling manter entre {min} e {max} tarefas de {name}",
  "Set the desired number of tasks of {name} to {count}": "Definir em {count} o número desejado de tarefas de {name}",
  "Let Service Auto Scaling leave {name} alone; its policies and their alarms go too":
    "Fazer o Service Auto Scaling deixar {name} em paz; suas políticas e os alarmes delas também somem",
  "Delete the service {name} with its tasks": "Apagar o serviço {name} com suas tarefas",
  service: "serviço",
  "Let {name} remove one task near the threshold of its alarm, and two from ten points below it":
    "Fazer {name} remover uma tarefa perto do limiar do seu alarme, e duas a partir de dez pontos abaixo dele",
  "Let the scheduled action {name} ask for {count} tasks at ten in Lisbon":
    "Fazer a ação agendada {name} pedir {count} tarefas às dez em Lisboa",
  "the alarm for too much load is silent": "o alarme de carga demais estiver em silêncio",
  "one task runs alone": "uma tarefa rodar sozinha",
  "two minutes of one busy task are published": "dois minutos de uma tarefa ocupada estiverem publicados",
  "Alarm {alarm}: {state}.": "Alarme {alarm}: {state}.",
  "The desired count is now {to, plural, one {# task} other {# tasks}}.":
    "O número desejado agora é {to, plural, one {# tarefa} other {# tarefas}}.",
  "Scaled, and back to {to, plural, one {# task} other {# tasks}}.":
    "Escalou e voltou a {to, plural, one {# tarefa} other {# tarefas}}.",
  "Scaled out from {from} to {to, plural, one {# task} other {# tasks}}.":
    "Expandiu de {from} para {to, plural, one {# tarefa} other {# tarefas}}.",
  "Scaled in from {from} to {to, plural, one {# task} other {# tasks}}.":
    "Reduziu de {from} para {to, plural, one {# tarefa} other {# tarefas}}.",
  "What held the service back is gone": "O que segurava o serviço acabou",
  "what holds it back": "o que o segura",
  "Something in this account still holds it back.": "Algo nesta conta ainda o segura.",
  "An alarm has scaled the service out": "Um alarme expandiu o serviço",
  "largest desired count set by an alarm": "maior número desejado definido por um alarme",
  "What held it back is gone. Now an alarm has to ask, which takes some minutes of account time while the load goes on.":
    "O que o segurava acabou. Agora um alarme precisa pedir, o que leva alguns minutos do tempo da conta enquanto a carga continua.",
  "Scaling out is not suspended": "A expansão não está suspensa",
  "Every task that is wanted has a place": "Cada tarefa desejada tem um lugar",
  "tasks without a place": "tarefas sem lugar",
  "What the alarm asked for runs": "O que o alarme pediu está em execução",
  "desired count set by an alarm and reached": "número desejado definido por um alarme e alcançado",
  "A policy may remove tasks": "Uma política pode remover tarefas",
  "An alarm has scaled the service in": "Um alarme reduziu o serviço",
  "desired count set by an alarm after the peak": "número desejado definido por um alarme depois do pico",
  "What held it back is gone. Now an alarm has to ask, and it wants fifteen quiet minutes of account time.":
    "O que o segurava acabou. Agora um alarme precisa pedir, e ele quer quinze minutos calmos do tempo da conta.",
  "So far no alarm has asked for fewer.": "Até agora nenhum alarme pediu menos.",
  "A policy follows what the load moves": "Uma política segue o que a carga move",
  "The next scale-out need not wait for longer than five minutes":
    "A próxima expansão não precisa esperar mais de cinco minutos",
  "cooldown after a scale-out in seconds": "tempo de espera após uma expansão, em segundos",
  "The load balancer has a healthy target": "O balanceador de carga tem um destino íntegro",
  "healthy targets": "destinos íntegros",
  "What the policy follows is above this target with users and without: now it asks for more all the time, whatever the load is.":
    "O que a política segue fica acima desta meta com usuários e sem eles: agora ela pede mais o tempo todo, seja qual for a carga.",
  "A grace period only puts off what happens to the tasks. What they fail at is still there, and users get answers only because the load balancer sends requests to everybody when it finds nobody in order.":
    "Um período de carência só adia o que acontece com as tarefas. Aquilo em que falham continua, e os usuários recebem respostas só porque o balanceador manda requisições a todos quando não encontra ninguém em ordem.",
  "an alarm has scaled the service": "um alarme tenha escalado o serviço",
  "Let {name} run no task, so that its places are free": "Deixar {name} sem tarefas, para liberar os lugares",
  "Let the health check ask for a page that the application has":
    "Fazer a verificação de integridade pedir uma página que a aplicação tem",
  "AlarmHigh deleted before the scalable target was registered":
    "AlarmHigh excluído antes de o scalable target ser registrado",
  "Run the script as it was exported.": "Execute o script como foi exportado.",
  "Run the script that you have saved.": "Execute o script que você salvou.",
  "Save the script in the terminal first, then deregister the scalable target.":
    "Salve primeiro o script no terminal e depois cancele o registro do scalable target.",
  "The configuration had been deleted": "A configuração tinha sido excluída",
  "The policy that was deleted had another target.": "A política que foi excluída tinha outro alvo.",
  "What was never gone has not been made from a text.":
    "O que nunca deixou de existir não foi feito a partir de um texto.",
};
