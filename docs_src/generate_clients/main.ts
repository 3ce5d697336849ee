import { Items } from './client'
import { client } from './client/client.gen'

client.setConfig({ baseUrl: 'http://127.0.0.1:8000' })

const created = await Items.createItem({ body: { name: 'Kettle', price: 42 } })
console.log(created.data?.message)

const { data } = await Items.getItems()
for (const item of data ?? []) {
  console.log(item.name, item.price)
}
